import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let as1998 = Section(
  "6.12", "LeNet-5 as in 1998", deck: "Deep Learning Basics: LeNet 5 (LeCun, Bottou, Bengio and Haffner 1998)"
) { page in
  page.text(
    """
    The paper's network differs in four things. Every layer up to F6 ends in a scaled tanh that takes 1 to 1; \
    pooling has a factor and a bias to train; each map of C3 sees some of S2's maps only, as table I has it:
    """)
  page.formula("f(a) = 1.7159 tanh(2a/3)      S2: f(factor · (a + b + c + d) + bias)")
  page.table(
    ["S2 \\ C3"] + (0..<16).map(String.init),
    (0..<6).map { input in
      ["\(input)"] + LeNet1998.connections.map { $0.contains(input) ? "x" : "·" }
    })
  page.text(
    """
    And nothing is learned in the output: F6 has 84 units because 84 = 7 × 12 pixels make a small drawing of a \
    digit. The output is how far F6 is from each of ten drawings; training makes the right one near.
    """)
  page.formula("y_i = Σ_j (x_j − bitmap_ij)²      loss = y_right + log(e⁻¹ + Σ_i e^(−y_i))")
  let bitmaps = LeNet1998.bitmaps
  try page.show(
    FigureGrid(
      "The drawings that F6 learns to paint", columns: 10,
      images: (0..<10).map { Matrix(rows: 12, columns: 7, values: Array(bitmaps[row: $0])) }), as: "bitmaps")

  let (training, heldOut) = try fiveThousand()
  var generator = SeededGenerator(seed: 1)
  var network = LeNet1998(using: &generator)
  var rows: [[String]] = []
  try train(&network, training, epochs: 4) { epoch, loss, _ in
    rows.append(["\(epoch)", fixed(loss, 2)])
    return true
  }
  page.table(["epoch", "loss"], rows)
  let guesses = classify(network, heldOut)
  let wrong = zip(guesses, heldOut.labels).count { $0 != Int($1) }
  page.text(
    """
    Of the thousand held out it gets \(wrong) wrong. What F6 paints for the first digits, and below the \
    drawing that is nearest:
    """)
  let group = ImageGroup1998()
  let indices = Array(0..<10)
  _ = group.forward(network, heldOut, indices[...])
  let painted = indices.map { Matrix(rows: 12, columns: 7, values: Array(group.X6[row: $0])) }
  let nearest = indices.map { Matrix(rows: 12, columns: 7, values: Array(bitmaps[row: guesses[$0]])) }
  try page.show(
    FigureGrid("F6, and the nearest drawing", columns: 10, images: painted + nearest, range: -1.2...1.2),
    as: "painted")
}
