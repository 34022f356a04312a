import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let as1998 = Section("6.12") { page in
  try page.output("table-one") { out in
    out.table(
      ["S2 \\ C3"] + (0..<16).map(String.init),
      (0..<6).map { input in ["\(input)"] + LeNet1998.connections.map { $0.contains(input) ? "x" : "·" } })
  }
  let bitmaps = LeNet1998.bitmaps
  func drawing(_ numbers: ArraySlice<Float>) -> Matrix {
    Matrix(rows: 12, columns: 7, values: Array(numbers))
  }
  try page.figure(
    "bitmaps",
    FigureGrid(
      "The ten drawings", columns: 10, images: (0..<10).map { drawing(bitmaps[row: $0]) },
      captions: (0..<10).map(String.init)))

  let (training, heldOut) = try fiveThousand()
  let network = try page.output("epochs-1998") { out in
    var generator = SeededGenerator(seed: 1)
    var network = LeNet1998(using: &generator)
    var rows: [[String]] = []
    try train(&network, training, epochs: 3) { epoch, loss, network in
      let wrong = zip(classify(network, heldOut), heldOut.labels).count { $0 != Int($1) }
      rows.append(["\(epoch)", fixed(loss, 2), "\(wrong)"])
      return true
    }
    out.table(["epoch", "loss", "wrong of 1,000"], rows)
    return network
  }
  let group = ImageGroup1998()
  let nearest = group.forward(network, heldOut, ArraySlice(0..<8)).map { -$0 }.argmax()
  let painted = (0..<8).map { drawing(group.X6[row: $0]) }
  try page.figure(
    "painted",
    FigureGrid(
      "F6, and below it the nearest drawing", columns: 8,
      images: painted + nearest.map { drawing(bitmaps[row: $0]) },
      captions: (0..<8).map { i in
        nearest[i] == Int(heldOut.labels[i]) ? "a \(heldOut.labels[i])" : "a \(heldOut.labels[i])!"
      } + nearest.map { "as \($0)" }, range: -1.2...1.2))
}
