import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let twoDimensions = Section("6.3") { page in
  let layer = Convolution(kernels: [[DeckImage.cross], [DeckImage.laplace]])
  let maps = layer.forward(FeatureMaps([DeckImage.bits]))
  try page.figure("window", slidingWindow(maps.matrix(0)))
  try page.output("nine-places") { out in
    out.line(
      sideBySide([.matrix(DeckImage.cross), "*", .matrix(DeckImage.bits), "=", .matrix(maps.matrix(0))]))
    out.line()
    for row in 0..<3 {
      for column in 0..<3 {
        let terms = [(0, 0), (0, 2), (1, 1), (2, 0), (2, 2)].map {
          shortest(DeckImage.bits[row + $0.0, column + $0.1])
        }
        out.line(
          "z(\(row), \(column)) = \(terms.joined(separator: " + ")) = \(shortest(maps[0, row, column]))")
      }
    }
  }
  try page.output("second-kernel") { out in
    out.line(
      sideBySide([.matrix(DeckImage.laplace), "*", .matrix(DeckImage.bits), "=", .matrix(maps.matrix(1))]))
  }
}

private func slidingWindow(_ map: Matrix) -> Diagram {
  var diagram = Diagram("The window in the middle: z(1, 1)")
  let input = diagram.grid(DeckImage.bits, corner: (0, 2))
  let kernel = diagram.grid(DeckImage.cross, corner: (31, 4))
  let output = diagram.grid(map, corner: (56, 4))
  diagram.mark(input, rows: 1..<4, columns: 1..<4)
  diagram.mark(output, rows: 1..<2, columns: 1..<2)
  diagram.arrow(input.right, kernel.left, "×")
  diagram.arrow(kernel.right, output.left, "Σ")
  diagram.text("image, 5 × 5", at: (input.x, 0))
  diagram.text("kernel, 3 × 3", at: (kernel.x, 0))
  diagram.text("map, 3 × 3", at: (output.x, 0))
  return diagram
}
