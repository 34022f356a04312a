import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let gates = Section("7.5") { page in
  try page.figure("lstm-cell", lstmDiagram())
  try page.output("one-cell") { out in
    var cell = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
    cell.bias = [[0, 1.0986123, 1, -1.0986123]]
    let step = cell.forward([0], State(h: [0], c: [2]))
    out.table(
      ["f", "i", "g", "o", "c = f·2 + i·g", "h = o·tanh c"],
      [(step.gates + step.after.c + step.after.h).map { fixed($0, 4) }])
  }
  try page.output("forget-bias") { out in
    out.table(
      ["forget bias", "f of a new cell", "f to the power 50"],
      [Float(0), 1, 3, 5].map { bias in
        let f = sigmoid(bias)
        return [fixed(bias, 0), fixed(f, 3), scientific((0..<50).reduce(1) { product, _ in product * f }, 1)]
      })
  }
  let bits = [0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1]
  let steps = Bits.counters[.lstm]?.forward(bits)[0] ?? []
  func panel(_ title: String, _ range: ClosedRange<Double>, _ value: (Step, Int) -> Float) -> Figure {
    var values = Matrix(rows: 8, columns: bits.count)
    for (t, step) in steps.enumerated() {
      for j in 0..<8 { values[j, t] = (10 * value(step, j)).rounded() / 10 }
    }
    var figure = Figure(title, x: "the bits, in the order in which they are read", y: "cell")
    figure.table(
      values, rows: (1...8).map(String.init), columns: bits.map(String.init), colors: .diverging, range: range
    )
    return figure
  }
  try page.figure(
    "gates",
    FigureGrid(
      "The gates of eight cells over a sequence of bits", columns: 2,
      figures: [
        panel("forget gate f", 0...1) { $0.gates[$1] }, panel("input gate i", 0...1) { $0.gates[8 + $1] },
        panel("what is written, i·g", -1...1) { $0.gates[8 + $1] * $0.gates[16 + $1] },
        panel("memory c", -3...3) { $0.after.c[$1] },
      ]))
  try page.output("changes-of-memory") { out in
    let change = steps.map { step in
      zip(step.after.c, step.before.c).map { abs($0 - $1) }.reduce(0, +) / 8
    }
    out.table(
      ["bit", "mean change of a memory"],
      [1, 0].map { bit in
        let chosen = bits.indices.filter { bits[$0] == bit && $0 > 0 }
        return [String(bit), fixed(chosen.map { change[$0] }.reduce(0, +) / Float(chosen.count), 2)]
      })
  }
}

private func lstmDiagram() -> Diagram {
  var diagram = Diagram("The LSTM cell")
  let forget = diagram.circle("×", at: (14, 3), color: 1)
  let plus = diagram.circle("+", at: (34, 3), color: 1)
  let gate = diagram.circle("×", at: (34, 6), color: 1)
  let out = diagram.circle("×", at: (58, 9), color: 1)
  let squash = diagram.circle("tanh", at: (58, 5), color: 1)
  let f = diagram.box("σ", at: (14, 9), color: 0)
  let i = diagram.box("σ", at: (25, 9), color: 0)
  let g = diagram.box("tanh", at: (34, 9), color: 0)
  let o = diagram.box("σ", at: (46, 9), color: 0)
  diagram.arrow(.point(0, 3), forget)
  diagram.arrow(forget, plus)
  diagram.arrow(plus, .point(74, 3))
  diagram.text("c′", at: (0, 2), anchor: .start)
  diagram.text("c", at: (74, 2), anchor: .end)
  diagram.arrow(f, forget, "f")
  diagram.arrow(i, gate, "i", route: .down)
  diagram.arrow(g, gate, "g")
  diagram.arrow(gate, plus)
  diagram.arrow(o, out, "o")
  diagram.arrow(.point(58, 3), squash)
  diagram.dot(at: (58, 3))
  diagram.arrow(squash, out)
  for box in [f, i, g, o] {
    diagram.arrow(.point(box.x, 12), box)
    if box.x != o.x { diagram.dot(at: (box.x, 12)) }
  }
  diagram.arrow(.point(0, 12), .point(46, 12), head: false)
  diagram.arrow(.point(6, 14), .point(6, 12), head: false)
  diagram.dot(at: (6, 12))
  diagram.text("h′", at: (0, 11), anchor: .start)
  diagram.text("x", at: (8, 14), anchor: .start)
  diagram.arrow(through: [out, .point(58, 12), .point(74, 12)])
  diagram.text("h", at: (74, 11), anchor: .end)
  return diagram
}
