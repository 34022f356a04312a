import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let kernels = Section("6.4") { page in
  let digit = picture(try fiveThousand().heldOut.image(14)) / 255
  let named: [(String, Matrix)] = [
    ("blur", Matrix(repeating: 1 / 9, rows: 3, columns: 3)),
    ("left − right", [[1, 0, -1], [1, 0, -1], [1, 0, -1]]),
    ("top − bottom", [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
    ("outline", DeckImage.laplace),
  ]
  let layer = Convolution(kernels: named.map { [$0.1] })
  let maps = layer.forward(FeatureMaps([digit]), padding: 1)
  var figures = [imageFigure("digit", digit), imageFigure("blur", maps.matrix(0), most: 1)]
  let most = Double((1..<4).flatMap { maps.matrix($0).values }.map { abs($0) }.max() ?? 1)
  for (index, kernel) in named.enumerated().dropFirst() {
    var figure = Figure(kernel.0)
    figure.image(maps.matrix(index), colors: .diverging, range: -most...most)
    figures.append(figure)
  }
  try page.figure(
    "kernels",
    FigureGrid(
      "A digit and what four kernels make of it", columns: 5, figures: figures,
      key: "output of the last three kernels"))
}

/// Ink on paper.
///
/// - Parameter most: what is black; by default the largest number.
func imageFigure(_ title: String, _ pixels: Matrix, most: Double? = nil) -> Figure {
  var figure = Figure(title)
  figure.image(pixels, colors: .ink, range: 0...(most ?? Double(pixels.values.map { abs($0) }.max() ?? 1)))
  return figure
}
