import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

/// Images of digits, ready for a network of 784 inputs and 10 outputs.
struct Digits {
  let examples: Lanes.Examples
  let classes: [Int]
  private let images: LabeledImages

  var X: Matrix { examples.X }
  var count: Int { classes.count }

  init(_ images: LabeledImages) {
    classes = images.labels.map { Int($0) }
    examples = Lanes.Examples(
      bytes: images.images, inputs: images.rows * images.columns, oneHot(classes, classes: 10))
    self.images = images
  }

  /// The digits with these numbers, in this order.
  func chosen(_ numbers: [Int]) -> Digits { Digits(images.subset(numbers)) }

  /// The 5,000 digits in Data: the last hundred images of each digit are held out to test, the rest is to train.
  static func small() throws -> (training: Digits, test: Digits) {
    let images = try LabeledImages.mnist5k()
    var seen = [Int](repeating: 0, count: 10)
    var (kept, heldOut): ([Int], [Int]) = ([], [])
    for (index, label) in images.labels.enumerated() {
      if seen[Int(label)] < 400 { kept.append(index) } else { heldOut.append(index) }
      seen[Int(label)] += 1
    }
    return (Digits(images.subset(kept)), Digits(images.subset(heldOut)))
  }

  /// The full MNIST in `folder`: 60,000 images to train, 10,000 to test.
  static func full(in folder: String) throws -> (training: Digits, test: Digits) {
    (Digits(try .mnist(.training, in: folder)), Digits(try .mnist(.test, in: folder)))
  }
}

/// A row for each label, with 1 in the label's column and 0 in the others.
func oneHot(_ y: [Int], classes: Int) -> Matrix {
  Examples(Matrix(rows: y.count, columns: 0), classes: y, count: classes).Y
}
