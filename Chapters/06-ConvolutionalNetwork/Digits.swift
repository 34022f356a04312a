import Companion
import ConvolutionalNetwork

extension Digits {
  /// Throws a `UserError` for images that are not 28 × 28.
  init(_ labeled: LabeledImages) throws {
    guard labeled.rows == Digits.side, labeled.columns == Digits.side else {
      throw UserError("found images of \(labeled.rows) × \(labeled.columns) pixels, expected 28 × 28")
    }
    self.init(images: labeled.images, labels: labeled.labels)
  }
}
