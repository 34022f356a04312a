import Matrices

/// Images of digits and what they show, as MNIST publishes them.
public struct LabeledImages: Sendable, Equatable {
  /// A byte a pixel, 0 (paper) to 255 (ink): count × rows × columns.
  public let images: [UInt8]
  /// The digit of each image, 0 to 9.
  public let labels: [UInt8]
  public let rows: Int
  public let columns: Int

  public var count: Int { labels.count }

  init(images: [UInt8], labels: [UInt8], rows: Int, columns: Int) {
    precondition(
      images.count == labels.count * rows * columns,
      "\(images.count) pixels are not \(labels.count) × \(rows) × \(columns)")
    self.images = images
    self.labels = labels
    self.rows = rows
    self.columns = columns
  }

  /// Reads a pair of IDX files. Throws a `UserError` as `IDXArray` does, and for counts that differ
  /// and a label above 9.
  public init(images imagesPath: String, labels labelsPath: String) throws {
    let images = try IDXArray(file: imagesPath, rank: 3)
    let labels = try IDXArray(file: labelsPath, rank: 1)
    guard images.dimensions[0] == labels.dimensions[0] else {
      throw UserError(
        "\(imagesPath) holds \(images.dimensions[0]) images, "
          + "but \(labelsPath) holds \(labels.dimensions[0]) labels")
    }
    if let index = labels.bytes.firstIndex(where: { $0 > 9 }) {
      throw UserError("\(labelsPath), label \(index): found \(labels.bytes[index]), expected 0 to 9")
    }
    self.init(
      images: images.bytes, labels: labels.bytes, rows: images.dimensions[1], columns: images.dimensions[2])
  }

  /// The images of the given indices, in that order.
  public func subset(_ indices: [Int]) -> LabeledImages {
    let size = rows * columns
    var chosen: [UInt8] = []
    chosen.reserveCapacity(indices.count * size)
    for index in indices {
      precondition(labels.indices.contains(index), "image \(index) of \(count)")
      chosen += images[index * size..<(index + 1) * size]
    }
    return LabeledImages(images: chosen, labels: indices.map { labels[$0] }, rows: rows, columns: columns)
  }

  /// The first so many. Throws a `UserError` if there are fewer.
  public func prefix(_ count: Int) throws -> LabeledImages {
    guard count <= self.count else {
      throw UserError.usage("option --images: expected at most the \(self.count) there are, found \(count)")
    }
    return subset(Array(0..<count))
  }

  /// An image a row, its pixels scaled to 0...1: count × (rows · columns).
  public func matrix() -> Matrix {
    Matrix(rows: count, columns: rows * columns, values: images.map { Float($0) / 255 })
  }
}

extension LabeledImages {
  /// The two parts of the full MNIST.
  public enum Part: String {
    /// 60 000 images.
    case training = "train"
    /// 10 000 images.
    case test = "t10k"
  }

  /// The first 500 training images of each digit of MNIST, 5000 in all, **sorted by digit**: shuffle
  /// before you split. They lie in `Data`; `folder` (`--data`) is where else to look.
  public static func mnist5k(in folder: String? = nil) throws -> LabeledImages {
    let digits = try mnist(named: "mnist5k", subfolder: "mnist5k", in: folder)
    guard digits.labels == (0...9).flatMap({ [UInt8](repeating: $0, count: 500) }) else {
      throw UserError("mnist5k: found \(digits.count) other digits, expected 500 of each, sorted")
    }
    return digits
  }

  /// A part of the full MNIST, packed or not, from `folder` (`--data`) or its subfolder `mnist`;
  /// without `folder`, from `Data/mnist`, where `Data/download` puts it.
  public static func mnist(_ part: Part, in folder: String? = nil) throws -> LabeledImages {
    try mnist(named: part.rawValue, subfolder: "mnist", in: folder)
  }

  private static func mnist(named name: String, subfolder: String, in folder: String?) throws -> LabeledImages
  {
    func path(_ kind: String) throws -> String {
      let file = "\(name)-\(kind)-ubyte"
      return try dataFile(
        firstOf: ["\(file).gz", file, "\(subfolder)/\(file).gz", "\(subfolder)/\(file)"], in: folder)
    }
    // Who reads one file of a folder overwrites none of the others.
    for part in ["train", "t10k"] {
      for name in ["\(part)-images-idx3-ubyte", "\(part)-labels-idx1-ubyte"] {
        for place in [name, "\(subfolder)/\(name)"] {
          for ending in ["", ".gz"] { folder.map { protect("\($0)/\(place)\(ending)") } }
        }
      }
    }
    let file = try path("images-idx3")
    let images = try LabeledImages(images: file, labels: path("labels-idx1"))
    guard images.rows == 28, images.columns == 28 else {
      throw UserError(
        "\(file): found images of \(images.rows) × \(images.columns) pixels, expected 28 × 28")
    }
    return images
  }
}
