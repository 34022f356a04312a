import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let whatLayersSee = Section("6.11") { page in
  let network = try Trained.distorted().network
  try page.figure(
    "c1-kernels",
    FigureGrid(
      "The six kernels of C1", columns: 6, images: (0..<6).map { network.c1.kernel(output: $0) },
      captions: (1...6).map(String.init), colors: .diverging, key: "weight"))
  try page.output("c1-sums") { out in
    out.table(
      [
        "kernel", "all weights", "their sizes", "two rows above", "two below", "two columns left",
        "two right",
      ],
      (0..<6).map { o in
        let kernel = network.c1.kernel(output: o)
        func sum(_ rows: Range<Int>, _ columns: Range<Int>) -> Float {
          rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + kernel[row, $1] } }
        }
        return ["\(o + 1)"]
          + [
            sum(0..<5, 0..<5), kernel.values.reduce(0) { $0 + abs($1) }, sum(0..<2, 0..<5), sum(3..<5, 0..<5),
            sum(0..<5, 0..<2), sum(0..<5, 3..<5),
          ].map { fixed($0, 1) }
      })
  }
  let passed = network.forward(Pixels.standardized.maps(of: try fiveThousand().heldOut.image(14)))
  for (name, title, maps, columns) in [
    ("features-c1", "C1: 6 maps of 28 × 28", passed.a1, 6),
    ("features-s2", "S2: 6 maps of 14 × 14", passed.s2, 6),
    ("features-c3", "C3: 16 maps of 10 × 10", passed.a3, 8),
    ("features-s4", "S4: 16 maps of 5 × 5", passed.s4, 8),
  ] {
    try page.figure(
      name,
      FigureGrid(
        title, columns: columns, images: (0..<maps.maps).map(maps.matrix), colors: .diverging, range: -1...1,
        key: "output"))
  }
  let dense: [(String, Matrix)] = [
    ("C5, 120", Matrix(rows: 8, columns: 15, values: passed.a5.values)),
    ("F6, 84", Matrix(rows: 7, columns: 12, values: passed.a6.values)),
  ]
  try page.figure(
    "features-dense",
    FigureGrid(
      "C5 and F6, row after row", columns: 2, images: dense.map(\.1), captions: dense.map(\.0),
      colors: .diverging, range: -1...1, key: "output of tanh"))
  let P = passed.probabilities
  try page.output("probabilities") { out in
    out.table(
      ["digit"] + (0..<10).map(String.init), [["probability"] + (0..<10).map { fixed(P[0, $0], 3) }])
  }
}
