import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let gru = Section("7.6", "The gated recurrent unit, in two forms", deck: "Deep Learning Basics: GRUs") {
  page in
  page.text(
    """
    The GRU has no separate memory and a gate less. z says how much of the state is replaced; r says how much of the \
    state before the candidate h̃ may see.
    """)
  page.formula(
    """
    z = σ(x·U_z + h′·W_z + b_z)          h = (1 − z) ⊙ h′ + z ⊙ h̃
    r = σ(x·U_r + h′·W_r + b_r)
    deck B, reset before the product:    h̃ = tanh(x·U_h + (r ⊙ h′)·W_h + b_h)
    in common use, reset after it:       h̃ = tanh(x·U_h + r ⊙ (h′·W_h + b_s) + b_h)
    """)
  page.text(
    """
    Reset after, the three products with h′ are one, which is faster; so this is the form of the GPU libraries, and \
    the one that `train` uses. With the gate r open the two are the same; the same weights, one step, and r as it is:
    """)
  var generator = SeededGenerator(seed: 3)
  let after = RecurrentLayer(.gru, inputs: 2, hidden: 3, using: &generator)
  var before = RecurrentLayer(.gruResetBefore, inputs: 2, hidden: 3)
  (before.inputWeights, before.stateWeights) = (after.inputWeights, after.stateWeights)
  let state = State(h: [0.5, -0.8, 0.2], c: [0, 0, 0])
  page.table(
    ["form", "r", "", "", "h̃", "", "", "h", "", ""],
    [("before", before), ("after", after)].map { name, layer in
      let step = layer.forward([1, -1], state)
      return [name] + (Array(step.gates[3...]) + step.after.h).map { fixed($0, 3) }
    })
  page.text("What the cells cost and how they count (section 7.3), eight neurons each:")
  page.table(
    ["cell", "matrices as wide as", "parameters", "held-out sequences right"],
    Cell.allCases.map { cell in
      let counter = Bits.counter(cell)
      return [
        cell.rawValue, "\(cell.gates) × hidden", String(counter.parameterCount),
        fixed(100 * counter.accuracy(on: Bits.heldOut), 1) + " %",
      ]
    })
}
