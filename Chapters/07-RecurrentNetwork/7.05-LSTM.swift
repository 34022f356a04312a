import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let gates = Section("7.5") { page in
  try page.figure("lstm-cell", lstmDiagram())
  var cell = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
  cell.bias = [[0, 1.0986123, 1, -1.0986123]]
  try page.output("one-cell") { [cell] out in
    let step = cell.forward([0], State(h: [0], c: [2]))
    out.table(
      ["f", "i", "g", "o", "c = f·2 + i·g", "h = o·tanh c"],
      [(step.gates + step.after.c + step.after.h).map { fixed($0, 4) }])
  }
  try page.output("one-cell-backward") { [cell] out in
    let step = cell.forward([0], State(h: [0], c: [2]))
    let (gradient, _, states) = cell.backward([step], [[1]])
    let t = tanh(step.after.c[0])
    out.table(
      ["dc", "dz_f", "dz_i", "dz_g", "dz_o", "dc′"],
      [([step.gates[3] * (1 - t * t)] + gradient.bias.values + states[0].c).map { fixed($0, 4) }])
  }
  try page.output("forget-bias") { out in
    out.table(
      ["forget bias", "f of a new cell", "f to the power 50", "measured, W = 0", "measured"],
      [Float(0), 1, 3, 5].map { bias in
        let f = sigmoid(bias)
        let layer = newLayer(.lstm, forgetBias: bias, seed: 1)
        var withoutStates = layer
        withoutStates.stateWeights = withoutStates.stateWeights.map { _ in 0 }
        let measured = [withoutStates, layer].map { slopes($0, seed: 1) }.map { $0[51] / $0[1] }
        return [fixed(bias, 0), fixed(f, 3)]
          + ([(0..<50).reduce(1) { product, _ in product * f }] + measured).map { scientific($0, 1) }
      })
  }
  try page.output("learning-to-forget") { out in
    let biases: [Float] = [1, 5]
    let runs = onAllCores(6) { n in forgetting(forgetBias: biases[n / 3], seed: UInt64(n % 3 + 1)) }
    out.table(
      ["forget bias", "300 steps", "", "", "1,000 steps", "", "", "gate"],
      biases.indices.map { i in
        let three = runs[3 * i..<3 * i + 3]
        return [fixed(biases[i], 0)] + (three.map(\.early) + three.map(\.late)).map { fixed($0, 3) }
          + [fixed(three.map(\.gate).max() ?? 1, 2)]
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
        panel("memory c", -4...4) { $0.after.c[$1] },
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

/// Counting the ones since the last mark, symbol 2: the mean loss of 50 steps before step 300 and before step 1 000, and
/// how far the forget gate that closes most is open at a mark in the end.
private func forgetting(forgetBias: Float, seed: UInt64) -> (early: Float, late: Float, gate: Float) {
  var generator = SeededGenerator(seed: seed)
  var model = SequenceModel(.lstm, symbols: 3, hidden: 8, outputs: 1, using: &generator)
  for j in 0..<8 { model.layers[0].bias[0, j] = forgetBias }
  var updater = Updater(.adam, for: model)
  let losses = (0..<1000).map { _ in
    var (loss, gradient) = (Float(0), model.zeros)
    for _ in 0..<16 {
      let symbols = (0..<8).map { _ in [0, 1, 0, 1, 0, 1, 2][generator.index(below: 7)] }
      let ones = symbols.reduce(0) { $1 == 2 ? 0 : $0 + $1 }
      let unrolled = model.forward(symbols)
      var dY = Matrix(rows: 8, columns: 1)
      dY[7, 0] = model.scores(unrolled[0])[7, 0] - Float(ones)
      loss += dY[7, 0] * dY[7, 0] / 32
      gradient.combine(with: model.backward(unrolled, dY).gradient) { $0.add(1 / 16, times: $1) }
    }
    updater.update(&model, gradient, learningRate: 0.01)
    return loss
  }
  func mean(_ losses: ArraySlice<Float>) -> Float { losses.reduce(0, +) / Float(losses.count) }
  let mark = model.forward([0, 1, 1, 2])[0][3]
  return (mean(losses[250..<300]), mean(losses[950...]), mark.gates[..<8].min() ?? 1)
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
