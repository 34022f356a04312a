import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

extension Digits {
  /// Throws a `UserError` for images that are not 28 × 28.
  init(_ labeled: LabeledImages) throws {
    guard labeled.rows == Digits.side, labeled.columns == Digits.side else {
      throw UserError("found images of \(labeled.rows) × \(labeled.columns) pixels, expected 28 × 28")
    }
    self.init(images: labeled.images, labels: labeled.labels)
  }

  /// The first so many.
  func prefix(_ count: Int) -> Digits { subset(Array(0..<count)) }

  /// The same images, pixel k of each being what pixel `order[k]` was.
  func mixed(_ order: [Int]) -> Digits {
    Digits(
      images: (0..<count).flatMap { index in
        let pixels = image(index)
        return order.map { pixels[$0] }
      }, labels: labels)
  }
}

/// The 5,000 digits in Data: 400 of each digit to train on, and 100 of each held out.
func fiveThousand() throws -> (training: Digits, heldOut: Digits) {
  let digits = try Digits(LabeledImages.mnist5k())
  let order = mixedByDigit(digits)
  return (digits.subset(Array(order.prefix(4000))), digits.subset(Array(order.suffix(1000))))
}

/// The images in their order, but dealt out so that the digits alternate: any part then holds as many of each.
func mixedByDigit(_ digits: Digits) -> [Int] {
  var seen = [Int](repeating: 0, count: 10)
  let keys = digits.labels.enumerated().map { index, label in
    seen[Int(label)] += 1
    return (round: seen[Int(label)], label: label, index: index)
  }
  return keys.sorted { ($0.round, $0.label) < ($1.round, $1.label) }.map(\.index)
}
