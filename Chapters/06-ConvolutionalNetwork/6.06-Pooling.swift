import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let pooling = Section(
  "6.6", "Pooling",
  deck: "Deep Learning Basics: Pooling (Subsampling) Layer, Pooling Example, Subsampling Layers"
) { page in
  page.text(
    """
    Where exactly a stroke lies should not matter much. Pooling makes one number of every square of 2 × 2, the \
    largest or the mean, and the picture shrinks to half its height and width.
    """)
  let image = FeatureMaps([DeckImage.toPool])
  page.formula(
    sideBySide(["max", .matrix(DeckImage.toPool), "=", .matrix(Pooling.max.forward(image).matrix(0))]))
  page.formula(
    sideBySide(["mean", .matrix(DeckImage.toPool), "=", .matrix(Pooling.average.forward(image).matrix(0))]))
  let f: [Float] = [1, 3, 2, 2, 7, 0]
  page.text("Along a line it is every pair:")
  page.table(
    ["of 1 3 2 2 7 0", "c₁", "c₂", "c₃"],
    [["max"] + pool(f, .max).map(shortest), ["mean"] + pool(f, .average).map(shortest)])
  page.text("A digit pooled once and twice keeps its shape longer than one would think:")
  var maps = FeatureMaps([picture(try fiveThousand().heldOut.image(13))])
  var figures = [imageFigure("28 × 28", maps.matrix(0), colors: .ink)]
  for _ in 0..<2 {
    maps = Pooling.average.forward(maps)
    figures.append(imageFigure("\(maps.rows) × \(maps.columns)", maps.matrix(0), colors: .ink))
  }
  try page.show(FigureGrid("Averages of 2 × 2, again and again", columns: 3, figures: figures), as: "pooling")
}
