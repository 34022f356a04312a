import Figures
import Formats
import ReadAlong
import Matrices
import RecurrentNetwork

let gates = Section(
  "7.5", "Long short-term memory, gate by gate",
  deck: "Deep Learning From Scratch: Long-Short Term Memory; Deep Learning Basics: How the LSTM works"
) { page in
  page.text(
    """
    An LSTM keeps a memory c beside the state h. What happens to it is decided by gates, numbers between 0 and 1 that \
    are computed from input and state: f says how much of the memory stays, i how much is written, o how much is \
    shown; g is what is written.
    """)
  page.formula(
    """
    f = σ(x·U_f + h′·W_f + b_f)         c = f ⊙ c′ + i ⊙ g
    i = σ(x·U_i + h′·W_i + b_i)         h = o ⊙ tanh c
    g = tanh(x·U_g + h′·W_g + b_g)
    o = σ(x·U_o + h′·W_o + b_o)
    """)
  page.text(
    """
    Deck S leaves the biases out, deck B has them and calls g C̃. One cell by hand, its gates set by their biases \
    alone, with the memory 2 before the step:
    """)
  var cell = RecurrentLayer(.lstm, inputs: 1, hidden: 1)
  cell.bias = [[0, 1.0986123, 1, -1.0986123]]
  let step = cell.forward([0], State(h: [0], c: [2]))
  page.table(
    ["f", "i", "g", "o", "c = f·2 + i·g", "h = o·tanh c"],
    [(step.gates + step.after.c + step.after.h).map { fixed($0, 4) }])

  page.text(
    """
    What do gates do in a network that has learned something? These are the eight cells of section 7.3's counter \
    while it reads a sequence of bits, which stands below them.
    """)
  let bits = [0, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1]
  let steps = Bits.counter(.lstm).forward(bits)[0]
  func panel(_ title: String, _ range: ClosedRange<Double>, _ value: (Step, Int) -> Float) -> Figure {
    var values = Matrix(rows: 8, columns: bits.count)
    for (t, step) in steps.enumerated() {
      for j in 0..<8 { values[j, t] = value(step, j) }
    }
    var figure = Figure(title, x: "the bits " + bits.map(String.init).joined(separator: " "), y: "cell")
    figure.heatMap(values, x: 0.5...12.5, y: 0.5...8.5, range: range)
    return figure
  }
  try page.show(
    FigureGrid(
      "The gates of eight cells over a sequence of bits", columns: 2,
      figures: [
        panel("forget gate f", 0...1) { $0.gates[$1] }, panel("input gate i", 0...1) { $0.gates[8 + $1] },
        panel("what is written, i·g", -1...1) { $0.gates[8 + $1] * $0.gates[16 + $1] },
        panel("memory c", -3...3) { $0.after.c[$1] },
      ]), as: "gates")
  let change = zip(bits.indices, steps).map { t, step in
    zip(step.after.c, step.before.c).map { abs($0 - $1) }.reduce(0, +) / 8
  }
  func mean(_ bit: Int) -> Float {
    let chosen = bits.indices.filter { bits[$0] == bit && $0 > 0 }
    return chosen.map { change[$0] }.reduce(0, +) / Float(chosen.count)
  }
  page.text(
    """
    Most is written at the ones, and the memories move there: each changes by \(fixed(mean(1), 2)) on average at a \
    one and by \(fixed(mean(0), 2)) at a zero. Nobody told the network so.
    """)
}
