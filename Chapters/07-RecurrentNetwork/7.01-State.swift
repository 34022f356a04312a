import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let ownState = Section("7.1") { page in
  try page.figure("unrolled", unrolledDiagram())
  try page.output("memory-of-a-one") { out in
    var layer = RecurrentLayer(.rnn, inputs: 1, hidden: 2)
    layer.inputWeights = [[1, 0]]
    layer.stateWeights = [[0.5, 1], [-0.5, 0.5]]
    let steps = layer.forward([[1], [0], [0], [0], [0], [0]], from: State(hidden: 2))
    out.table(
      ["t", "x", "h′·W", "", "h", ""],
      steps.enumerated().map { t, step in
        let h = Matrix([step.before.h]).times(layer.stateWeights)
        return [String(t + 1), fixed(step.x[0], 0)] + (h.values + step.after.h).map { fixed($0, 4) }
      })
  }
}

private func unrolledDiagram() -> Diagram {
  var diagram = Diagram("A recurrent network, folded and unrolled")
  let folded = diagram.box("cell", at: (5, 6), width: 9, color: 0)
  diagram.arrow(diagram.circle("x", at: (5, 10)), folded)
  diagram.arrow(folded, diagram.circle("h", at: (5, 2)))
  diagram.arrow(
    through: [folded.right, .point(13, 6), .point(13, 3), .point(7, 3), folded.top.moved(x: 2)], "h′")
  diagram.text("=", at: (18, 6), bold: true)
  var before = diagram.circle("h₀", at: (23, 6))
  for (index, step) in ["₁", "₂", "₃"].enumerated() {
    let x = Double(35 + 15 * index)
    let cell = diagram.box("cell", at: (x, 6), width: 9, color: 0)
    diagram.arrow(before, cell, index == 0 ? "W" : "W")
    diagram.arrow(diagram.circle("x" + step, at: (x, 10)), cell, "U")
    diagram.arrow(cell, diagram.circle("h" + step, at: (x, 2)))
    before = cell
  }
  diagram.arrow(before, .point(76, 6))
  return diagram
}
