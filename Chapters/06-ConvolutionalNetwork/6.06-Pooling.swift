import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let pooling = Section("6.6") { page in
  let image = FeatureMaps([DeckImage.toPool])
  try page.output("pooled") { out in
    for (name, pooling) in [("max", Pooling.max), ("mean", .average)] {
      if name == "mean" { out.line() }
      out.line(
        sideBySide([.sign(name), .matrix(DeckImage.toPool), "=", .matrix(pooling.forward(image).matrix(0))]))
    }
  }
  let f: [Float] = [1, 3, 2, 2, 7, 0]
  try page.output("pooled-line") { out in
    out.table(
      ["of 1 3 2 2 7 0", "c₁", "c₂", "c₃"],
      [["max"] + pool(f, .max).map(shortest), ["mean"] + pool(f, .average).map(shortest)])
  }
  var maps = FeatureMaps([picture(try fiveThousand().heldOut.image(13))])
  var figures = [imageFigure("28 × 28", maps.matrix(0))]
  for _ in 0..<2 {
    maps = Pooling.average.forward(maps)
    figures.append(imageFigure("\(maps.rows) × \(maps.columns)", maps.matrix(0)))
  }
  try page.figure("pooling", FigureGrid("Means of 2 × 2, once and twice", columns: 3, figures: figures))
}
