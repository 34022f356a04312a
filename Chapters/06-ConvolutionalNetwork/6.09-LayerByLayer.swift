import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let layerByLayer = Section("6.9") { page in
  try page.figure("lenet", lenet())
  let (now, old) = (LeNet5(), LeNet1998())
  try page.output("layers") { out in
    out.table(
      ["layer", "what it does", "comes out", "trained, 1998", "trained, today"],
      [
        ["C1", "6 kernels of 5 × 5", "6 × 28 × 28", "\(old.c1.parameterCount)", "\(now.c1.parameterCount)"],
        ["S2", "pooling", "6 × 14 × 14", "\(old.s2.parameterCount)", "0"],
        [
          "C3", "kernels of 5 × 5", "16 × 10 × 10", grouped(LeNet1998.c3ParameterCount),
          grouped(now.c3.parameterCount),
        ],
        ["S4", "pooling", "16 × 5 × 5", "\(old.s4.parameterCount)", "0"],
        ["C5", "all of S4", "120", grouped(old.c5.parameterCount), grouped(now.c5.parameterCount)],
        ["F6", "dense", "84", grouped(old.f6.parameterCount), grouped(now.f6.parameterCount)],
        ["output", "distances; dense", "10", "0", grouped(now.output.parameterCount)],
        ["all", "", "", grouped(old.parameterCount), grouped(now.parameterCount)],
      ])
  }
  let passed = now.forward(Pixels.standardized.maps(of: try fiveThousand().heldOut.image(0)))
  try page.output("shapes-of-one-image") { out in
    out.line(
      [passed.x, passed.a1, passed.s2, passed.a3, passed.s4].map { "\($0.maps) × \($0.rows) × \($0.columns)" }
        .joined(separator: " → ")
        + " → \(passed.a5.columns) → \(passed.a6.columns) → \(passed.scores.columns)")
  }
}

private func lenet() -> Diagram {
  var diagram = Diagram("LeNet-5")
  let layers: [(name: String, size: String, maps: Int, width: Double, lines: Int)] = [
    ("input", "32×32", 1, 9, 7), ("C1", "28×28", 6, 9, 6), ("S2", "14×14", 6, 7, 4),
    ("C3", "10×10", 16, 7, 4),
    ("S4", "5×5", 16, 5, 3),
  ]
  var x = 5.0
  var last: Diagram.Place?
  for (name, size, maps, width, lines) in layers {
    let stack = diagram.stack(
      maps, size, at: (x, 7), width: width, lines: lines, color: maps > 1 ? 0 : nil)
    diagram.text(maps > 1 ? "\(name): \(maps)" : name, at: (x, 1), bold: true)
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
