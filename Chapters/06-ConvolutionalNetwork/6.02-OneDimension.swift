import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let oneDimension = Section("6.2") { page in
  try page.figure("window-line", windowOnALine())
  let f: [Float] = [0, 4, 2, 3, 4]
  let kernels: [(name: String, w: [Float])] = [
    ("(−1, 2, −1)", [-1, 2, -1]), ("(⅓, ⅓, ⅓)", [1 / 3, 1 / 3, 1 / 3]),
  ]
  try page.output("line") { out in
    out.table(
      ["kernel on 0 4 2 3 4", "c₁", "c₂", "c₃"],
      kernels.map { [$0.name] + convolve(f, kernel: $0.w).map(shortest) })
    out.line()
    out.line(
      "(−1, 2, −1) with a stride of 2: "
        + convolve(f, kernel: [-1, 2, -1], stride: 2).map(shortest).joined(separator: ", "))
  }
}

private func windowOnALine() -> Diagram {
  var diagram = Diagram("One kernel, three places")
  let inputs = ["0", "4", "2", "3", "4"].enumerated().map { index, text in
    diagram.circle(text, at: (Double(6 + 13 * index), 11))
  }
  let names = ["c₁ = 6", "c₂ = −3", "c₃ = 0"]
  for (j, name) in names.enumerated() {
    let output = diagram.box(name, at: (Double(19 + 13 * j), 2), color: j)
    for k in 0..<3 {
      diagram.arrow(inputs[j + k], output, j == 1 ? ["−1", "2", "−1"][k] : "", color: j)
    }
  }
  return diagram
}
