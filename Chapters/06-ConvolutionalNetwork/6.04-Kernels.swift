import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let kernels = Section("6.4") { page in
  let digit = picture(try fiveThousand().heldOut.image(14))
  let named: [(String, Matrix)] = [
    ("blur", Matrix(repeating: 1 / 9, rows: 3, columns: 3)),
    ("left − right", [[1, 0, -1], [1, 0, -1], [1, 0, -1]]),
    ("top − bottom", [[1, 1, 1], [0, 0, 0], [-1, -1, -1]]),
    ("outline", DeckImage.laplace),
  ]
  let layer = Convolution(kernels: named.map { [$0.1] })
  let maps = layer.forward(FeatureMaps([digit]), padding: 1)
  var figures = [imageFigure("digit", digit, colors: .ink)]
  for (index, kernel) in named.enumerated() {
    figures.append(imageFigure(kernel.0, maps.matrix(index), colors: index == 0 ? .ink : .diverging))
  }
  try page.figure(
    "kernels", FigureGrid("A digit and what four kernels make of it", columns: 5, figures: figures))
}

func imageFigure(_ title: String, _ pixels: Matrix, colors: Palette.ColorMap) -> Figure {
  var figure = Figure(title)
  let most = Double(pixels.values.map { abs($0) }.max() ?? 1)
  figure.image(pixels, colors: colors, range: colors == .diverging ? -most...most : 0...most)
  return figure
}
