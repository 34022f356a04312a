import Figures
import Formats
import ReadAlong
import Matrices

/// Images of digits: some to train, others to test.
struct Digits {
  let X: Matrix  // images × pixels, 0...1
  let y: [Int]
  let heldOutX: Matrix
  let heldOutY: [Int]

  /// Every fifth image of a random order is held out.
  private init(_ X: Matrix, _ y: [Int]) {
    var generator = SeededGenerator(seed: 1)
    let order = generator.permutation(of: y.count)
    let kept = order.indices.filter { $0 % 5 != 0 }.map { order[$0] }
    let heldOut = order.indices.filter { $0 % 5 == 0 }.map { order[$0] }
    self.X = X.rows(kept)
    self.y = kept.map { y[$0] }
    heldOutX = X.rows(heldOut)
    heldOutY = heldOut.map { y[$0] }
  }

  /// The 1,797 digits of the UCI repository: 8 × 8 pixels of 0 to 16, and the label.
  static func small() throws -> Digits {
    let table = try Table(file: dataFile("digits.csv.gz"), hasHeader: false)
    return Digits(
      try table.matrix((1...64).map { "\($0)" }) / 16, try table.column("65").map { Int($0) })
  }

  /// 5,000 digits of MNIST: 28 × 28 pixels.
  static func mnist() throws -> Digits {
    let images = try LabeledImages.mnist5k()
    return Digits(images.matrix(), images.labels.map { Int($0) })
  }
}
