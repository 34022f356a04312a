import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let gru = Section("7.6") { page in
  try page.figure("gru-cell", gruDiagram())
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
        return [name] + (step.gates + step.after.h).map { fixed($0, 2) }
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

/// Deck B's form: the reset gate acts on the state before the product.
private func gruDiagram() -> Diagram {
  var diagram = Diagram("The GRU cell")
  let keep = diagram.circle("×", at: (38, 3), color: 1)
  let plus = diagram.circle("+", at: (58, 3), color: 1)
  let inverse = diagram.circle("1−", at: (38, 6), color: 1)
  let reset = diagram.circle("×", at: (16, 7), color: 1)
  let replace = diagram.circle("×", at: (58, 8), color: 1)
  let r = diagram.box("σ", at: (16, 11), color: 0)
  let z = diagram.box("σ", at: (38, 11), color: 0)
  let candidate = diagram.box("tanh", at: (58, 11), color: 0)
  diagram.arrow(.point(0, 3), keep)
  diagram.arrow(keep, plus)
  diagram.arrow(plus, .point(74, 3))
  diagram.text("h′", at: (0, 2), anchor: .start)
  diagram.text("h", at: (74, 2), anchor: .end)
  diagram.arrow(through: [.point(4, 3), .point(4, 14), .point(38, 14), z])
  diagram.arrow(.point(4, 7), reset)
  diagram.arrow(.point(16, 14), r)
  for place in [(4.0, 3.0), (4, 7), (10, 14), (16, 14), (38, 8), (10, 16), (26, 16)] {
    diagram.dot(at: place)
  }
  diagram.arrow(r, reset, "r")
  diagram.arrow(z, inverse, "z")
  diagram.arrow(inverse, keep)
  diagram.arrow(.point(38, 8), replace)
  diagram.arrow(candidate, replace, "h̃")
  diagram.arrow(replace, plus)
  diagram.arrow(through: [.point(0, 16), .point(58, 16), candidate])
  diagram.arrow(.point(10, 16), .point(10, 14), head: false)
  diagram.arrow(through: [reset, .point(26, 7), .point(26, 16)], head: false)
  diagram.text("x", at: (0, 15), anchor: .start)
  return diagram
}
