// From bytes to the network's input: 28 × 28 pixels in the middle of 32 × 32, so that the end of a stroke can
// lie in the middle of a 5 × 5 window.

import Matrices

/// Images of digits and what they show: a byte a pixel, 0 (paper) to 255 (ink), 28 × 28 pixels an image.
public struct Digits: Sendable {
  public static let side = 28
  public static let pixels = 784
  public let images: [UInt8]  // count · 784
  public let labels: [UInt8]  // count, 0 to 9

  public var count: Int { labels.count }

  public init(images: [UInt8], labels: [UInt8]) {
    require(images.count == labels.count * Digits.pixels, "\(images.count) pixels for \(labels.count) labels")
    require(labels.allSatisfy { $0 < 10 }, "a label of \(labels.max() ?? 0), expected 0 to 9")
    (self.images, self.labels) = (images, labels)
  }

  /// The pixels of one image.
  public func image(_ index: Int) -> [UInt8] {
    require((0..<count).contains(index), "image \(index) of \(count)")
    return Array(images[index * Digits.pixels..<(index + 1) * Digits.pixels])
  }

  /// The images of the given numbers, in that order.
  public func subset(_ indices: [Int]) -> Digits {
    Digits(images: indices.flatMap(image), labels: indices.map { labels[$0] })
  }
}

/// The number that each of the 256 bytes stands for.
public struct Pixels: Sendable {
  let values: [Float]  // 256

  /// The number of a byte 0, which is also that of the frame.
  public var background: Float { values[0] }

  /// Mean 0 and deviation 1 over MNIST's training images: (byte/255 − 0.1307) / 0.3081.
  public static let standardized = Pixels(values: (0..<256).map { (Float($0) / 255 - 0.1307) / 0.3081 })

  /// An image as the plain loops take it, 1 × 32 × 32.
  public func maps(of image: [UInt8]) -> FeatureMaps {
    require(image.count == Digits.pixels, "\(image.count) pixels, expected 28 × 28")
    var x = FeatureMaps(maps: 1, rows: 32, columns: 32, values: [Float](repeating: values[0], count: 1024))
    for row in 0..<28 {
      for column in 0..<28 { x[0, row + 2, column + 2] = values[Int(image[row * 28 + column])] }
    }
    return x
  }
}
