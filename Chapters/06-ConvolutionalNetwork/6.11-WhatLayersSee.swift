import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let whatLayersSee = Section(
  "6.11", "What the layers see", deck: "Deep Learning Basics: LeNet 5 - what each layer does"
) { page in
  let network = try Trained.distorted().network
  page.text(
    """
    Nobody told C1 what to look for. Its six kernels began as noise; trained, they answer to strokes and edges of \
    certain directions. Orange is positive, blue negative:
    """)
  try page.show(
    FigureGrid(
      "The six kernels of C1", columns: 6, images: (0..<6).map { network.c1.kernel(output: $0) },
      captions: (1...6).map(String.init), colors: .diverging), as: "c1-kernels")
  page.text("One digit on its way through all layers:")
  let passed = network.forward(Pixels.standardized.maps(of: try fiveThousand().heldOut.image(14)))
  try page.show(
    FigureGrid("The input, 32 × 32", columns: 6, images: [passed.x.matrix(0)]), as: "features-input")
  for (name, title, maps, columns) in [
    ("features-c1", "C1: 6 maps of 28 × 28", passed.a1, 6),
    ("features-s2", "S2: 6 maps of 14 × 14", passed.s2, 6),
    ("features-c3", "C3: 16 maps of 10 × 10", passed.a3, 8),
    ("features-s4", "S4: 16 maps of 5 × 5", passed.s4, 8),
  ] {
    try page.show(
      FigureGrid(
        title, columns: columns, images: (0..<maps.maps).map(maps.matrix), colors: .diverging, range: -1...1),
      as: name)
  }
  let dense: [(String, Matrix)] = [
    ("C5, 120", Matrix(rows: 8, columns: 15, values: passed.a5.values)),
    ("F6, 84", Matrix(rows: 7, columns: 12, values: passed.a6.values)),
  ]
  try page.show(
    FigureGrid(
      "C5 and F6, row after row", columns: 2, images: dense.map(\.1), captions: dense.map(\.0),
      colors: .diverging,
      range: -1...1), as: "features-dense")
  let P = probabilities(passed.scores)
  page.table(
    ["digit"] + (0..<10).map(String.init), [["probability"] + (0..<10).map { fixed(P[0, $0], 3) }])
  page.text(
    """
    C1 still shows the digit, seen six ways. In C3 each map says where some combination of strokes is, \
    in S4 hardly more than whether it is there, above or below; and from C5 on there is no picture any more.
    """)
}
