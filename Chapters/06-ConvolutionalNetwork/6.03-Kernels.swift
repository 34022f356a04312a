import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let kernels = Section("6.3", "Edges and blur", deck: "Deep Learning Basics: Convolutional Layer Example") {
  page in
  page.text(
    """
    In two dimensions the window is a square. Four kernels of 3 × 3 on one digit: the mean of the window blurs; \
    left minus right and top minus bottom find edges, dark and bright ones; and \
    the second difference, the slide's second kernel, finds outlines.
    """)
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
  try page.show(
    FigureGrid("A digit and what four kernels make of it", columns: 5, figures: figures), as: "kernels")
}

func imageFigure(_ title: String, _ pixels: Matrix, colors: Palette.ColorMap) -> Figure {
  var figure = Figure(title)
  figure.image(pixels, colors: colors)
  return figure
}
