import Figures
import Matrices

/// The pictures of the slides, one of each kind.
enum SampleDiagrams {
  static var all: [Diagram] {
    [neuron, network, window, lenet, unrolled, lstm, encoderDecoder, skipGram]
  }

  static var neuron: Diagram {
    var diagram = Diagram("A neuron")
    let sum = diagram.circle("Σ", at: (26, 4), lines: 3, color: 0)
    for (index, name) in ["₁", "₂", "₃"].enumerated() {
      let x = diagram.circle("x" + name, at: (4, Double(1 + 3 * index)))
      diagram.arrow(x, sum, "w" + name)
    }
    let bias = diagram.circle("1", at: (26, 8))
    diagram.arrow(bias, sum, "b")
    let f = diagram.box("f(z)", at: (42, 4), color: 1)
    diagram.arrow(sum, f, "z")
    diagram.arrow(f, .point(56, 4), "a = f(z)")
    return diagram
  }

  static var network: Diagram {
    var diagram = Diagram("Two layers")
    func column(_ name: String, x: Double, color: Int? = nil) -> [Diagram.Place] {
      (1...2).map { index in
        diagram.circle(
          name + (index == 1 ? "₁" : "₂"), at: (x, Double(index * 6 - 3)), lines: 3, color: color)
      }
    }
    let (inputs, hidden, outputs) = (
      column("i", x: 4), column("h", x: 30, color: 0), column("o", x: 56, color: 1)
    )
    var weight = 1
    for (from, to) in [(inputs, hidden), (hidden, outputs)] {
      for end in to {
        for start in from {
          diagram.arrow(start, end, "w" + String(UnicodeScalar(0x2080 + weight) ?? " "))
          weight += 1
        }
      }
    }
    for (index, output) in outputs.enumerated() {
      diagram.arrow(output, .point(70, output.y))
      diagram.text(index == 0 ? "0.751" : "0.773", at: (72, output.y), anchor: .start)
    }
    diagram.text("inputs", at: (4, 0))
    diagram.text("hidden", at: (30, 0))
    diagram.text("outputs", at: (56, 0))
    return diagram
  }

  static var window: Diagram {
    var diagram = Diagram("A sliding window")
    let image = Matrix(
      rows: 5, columns: 5,
      values: [1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0])
    let input = diagram.grid(image, corner: (0, 2))
    let kernel = diagram.grid([["1", "0", "1"], ["0", "1", "0"], ["1", "0", "1"]], corner: (31, 4))
    let map = diagram.grid([["4", "3", "4"], ["2", "4", ""], ["", "", ""]], corner: (56, 4))
    diagram.mark(input, rows: 1..<4, columns: 1..<4)
    diagram.mark(map, rows: 1..<2, columns: 1..<2)
    diagram.arrow(input.right, kernel.left, "×")
    diagram.arrow(kernel.right, map.left, "Σ")
    diagram.text("image 5 × 5", at: (input.x, 0))
    diagram.text("kernel 3 × 3", at: (kernel.x, 0))
    diagram.text("map 3 × 3", at: (map.x, 0))
    return diagram
  }

  static var lenet: Diagram {
    var diagram = Diagram("LeNet-5")
    let layers: [(String, String, Int, Double, Int, String)] = [
      ("input", "32×32", 1, 9, 7, "convolve"), ("C1", "28×28", 6, 9, 6, "pool"),
      ("S2", "14×14", 6, 7, 4, "convolve"), ("C3", "10×10", 16, 7, 4, "pool"),
      ("S4", "5×5", 16, 5, 3, "dense"),
    ]
    var x = 5.0
    var last: Diagram.Place?
    for (name, size, count, width, lines, _) in layers {
      let stack = diagram.stack(
        count, size, at: (x, 7), width: width, lines: lines, color: count > 1 ? 0 : nil)
      diagram.text(count > 1 ? "\(name): \(count)" : name, at: (x, 1), bold: true)
      if let last { diagram.arrow(last.right, stack.left) }
      last = stack
      x += width + 5
    }
    for (name, size) in [("C5", "120"), ("F6", "84"), ("out", "10")] {
      let box = diagram.box(size, at: (x, 7), width: 5, lines: 3, color: 1)
      diagram.text(name, at: (x, 1), bold: true)
      if let last { diagram.arrow(last.right, box.left) }
      last = box
      x += 8
    }
    return diagram
  }

  static var unrolled: Diagram {
    var diagram = Diagram("A recurrent network, unrolled")
    let folded = diagram.box("RNN", at: (5, 6), width: 9, color: 0)
    diagram.arrow(diagram.circle("x", at: (5, 10)), folded)
    diagram.arrow(folded, diagram.circle("y", at: (5, 2)))
    diagram.arrow(
      through: [folded.right, .point(13, 6), .point(13, 3), .point(7, 3), folded.top.moved(x: 2)], "h")
    diagram.text("=", at: (18, 6), bold: true)
    var before = diagram.circle("h₀", at: (23, 6))
    for (index, step) in ["₁", "₂", "₃"].enumerated() {
      let x = Double(35 + 15 * index)
      let cell = diagram.box("RNN", at: (x, 6), width: 9, color: 0)
      diagram.arrow(before, cell, index == 0 ? "" : "h" + ["₁", "₂"][index - 1])
      diagram.arrow(diagram.circle("x" + step, at: (x, 10)), cell, index == 0 ? "W" : "")
      diagram.arrow(cell, diagram.circle("y" + step, at: (x, 2)))
      before = cell
    }
    diagram.arrow(before, .point(77, 6), "h₃")
    return diagram
  }

  static var lstm: Diagram {
    var diagram = Diagram("The LSTM cell")
    let forget = diagram.circle("×", at: (14, 3), color: 1)
    let plus = diagram.circle("+", at: (34, 3), color: 1)
    let gate = diagram.circle("×", at: (34, 6), color: 1)
    let out = diagram.circle("×", at: (58, 7), color: 1)
    let squash = diagram.circle("tanh", at: (58, 5), color: 1)
    let f = diagram.box("σ", at: (14, 9), color: 0)
    let i = diagram.box("σ", at: (25, 9), color: 0)
    let g = diagram.box("tanh", at: (34, 9), color: 0)
    let o = diagram.box("σ", at: (46, 9), color: 0)
    diagram.arrow(.point(0, 3), forget)
    diagram.arrow(forget, plus)
    diagram.arrow(plus, .point(74, 3))
    diagram.text("c₍ₜ₋₁₎", at: (0, 2), anchor: .start)
    diagram.text("cₜ", at: (74, 2), anchor: .end)
    diagram.arrow(f, forget, "f")
    diagram.arrow(i, gate, "i", route: .down)
    diagram.arrow(g, gate, "g")
    diagram.arrow(gate, plus)
    diagram.arrow(o, out, "o", route: .down)
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
    diagram.text("h₍ₜ₋₁₎", at: (0, 11), anchor: .start)
    diagram.text("xₜ", at: (8, 14), anchor: .start)
    diagram.arrow(through: [out, .point(58, 12), .point(74, 12)])
    diagram.text("hₜ", at: (74, 11), anchor: .end)
    return diagram
  }

  static var encoderDecoder: Diagram {
    var diagram = Diagram("Encoder and decoder")
    var texts: [Diagram.Place] = []
    func chain(_ letters: [String], x: Double, color: Int, writes: Bool) -> [Diagram.Place] {
      var cells: [Diagram.Place] = []
      for (index, letter) in letters.enumerated() {
        let cell = diagram.box("h", at: (x + 9 * Double(index), 4), width: 5, color: color)
        let text = diagram.box(letter, at: (x + 9 * Double(index), writes ? 1 : 7), lines: 1)
        if writes { diagram.arrow(cell, text) } else { diagram.arrow(text, cell) }
        if let last = cells.last { diagram.arrow(last, cell) }
        cells.append(cell)
        texts.append(text)
      }
      return cells
    }
    let read = chain(["M", "a", "y", "…"], x: 5, color: 0, writes: false)
    let written = chain(["2", "0", "1", "…"], x: 46, color: 1, writes: true)
    if let last = read.last, let first = written.first { diagram.arrow(last, first, "state") }
    diagram.group(read + texts.prefix(4), "encoder", color: 0)
    diagram.group(written + texts.suffix(4), "decoder", color: 1)
    return diagram
  }

  static var skipGram: Diagram {
    var diagram = Diagram("Skip-gram")
    let middle = diagram.box("w(t)", at: (5, 5))
    let vector = diagram.box("vector", at: (24, 5), color: 0)
    diagram.arrow(middle, vector)
    for (index, name) in ["w(t−2)", "w(t−1)", "w(t+1)", "w(t+2)"].enumerated() {
      diagram.arrow(vector.right, diagram.box(name, at: (48, Double(1 + 3 * index)), lines: 1).left)
    }
    return diagram
  }
}
