import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let gru = Section("7.6") { page in
  try page.output("two-forms") { out in
    var generator = SeededGenerator(seed: 3)
    let after = RecurrentLayer(.gru, inputs: 2, hidden: 3, using: &generator)
    var before = RecurrentLayer(.gruResetBefore, inputs: 2, hidden: 3)
    (before.inputWeights, before.stateWeights) = (after.inputWeights, after.stateWeights)
    let state = State(h: [0.5, -0.8, 0.2], c: [0, 0, 0])
    out.table(
      ["form", "z", "", "", "r", "", "", "h̃", "", "", "h", "", ""],
      [("before", before), ("after", after)].map { name, layer in
        let step = layer.forward([1, -1], state)
        return [name] + (step.gates + step.after.h).map { fixed($0, 3) }
      })
  }
  try page.output("what-cells-cost") { out in
    out.table(
      ["cell", "matrices as wide as", "parameters", "held-out sequences right"],
      Cell.allCases.map { cell in
        let counter = Bits.counters[cell] ?? Bits.newCounter(cell, seed: 1)
        return [
          cell.rawValue, "\(cell.gates) × hidden", String(counter.parameterCount),
          fixed(100 * counter.accuracy(on: Bits.heldOut), 1) + " %",
        ]
      })
  }
}
