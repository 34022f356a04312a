import Figures
import Formats
import ReadAlong
import Matrices
import SoftmaxClassifier

/// What `train` and `search` learn from: examples, and others held out to test by.
struct DataSet {
  /// "mnist", "digits", "spiral", "clouds", or "csv".
  let name: String
  /// The names of a CSV file's columns; none for images and points.
  var columns: [String] = []
  let classes: [String]
  /// What raw inputs were divided by.
  let scale: Float
  let X: Matrix  // training examples × inputs
  let y: [Int]
  let testX: Matrix  // test examples × inputs
  let testY: [Int]

  var inputs: Int { X.columns }

  /// Of the training examples.
  var checksum: String { Checksum(X.values, y.map { Float($0) }).text }

  /// The 5,000 digits of MNIST in Data, a thousand of them held out.
  static func fewDigits() throws -> DataSet { DataSet("mnist", try Digits.mnist(), scale: 255) }

  /// The 1,797 digits of 8 × 8 pixels in Data, a fifth of them held out.
  static func smallDigits() throws -> DataSet { DataSet("digits", try Digits.small(), scale: 16) }

  private init(_ name: String, _ digits: Digits, scale: Float) {
    self.name = name
    classes = (0...9).map(String.init)
    self.scale = scale
    (X, y, testX, testY) = (digits.X, digits.y, digits.heldOutX, digits.heldOutY)
  }

  /// The full MNIST in a folder.
  init(mnist folder: String) throws {
    let training = try LabeledImages.mnist(.training, in: folder)
    let test = try LabeledImages.mnist(.test, in: folder)
    name = "mnist"
    classes = (0...9).map(String.init)
    scale = 255
    (X, y) = (training.matrix(), training.labels.map { Int($0) })
    (testX, testY) = (test.matrix(), test.labels.map { Int($0) })
  }

  /// The deck's points as the seed draws them, and as many others, drawn by the next seed, to test by.
  static func points(_ name: String, seed: UInt64, radius: Float = 5) -> DataSet {
    let (points, others) = (
      deckPoints(seed: seed, radius: radius), deckPoints(seed: seed &+ 1, radius: radius)
    )
    return name == "clouds"
      ? DataSet(name, points.clouds, others.clouds) : DataSet(name, points.spiral, others.spiral)
  }

  private init(_ name: String, _ points: LabeledPoints, _ others: LabeledPoints) {
    self.name = name
    classes = (0..<points.classes).map(String.init)
    scale = 1
    (X, y, testX, testY) = (points.X, points.y, others.X, others.y)
  }

  /// A CSV file: a column of labels, by default the last, and numbers in all others.
  ///
  /// The share `heldOut` of the rows is drawn at random to test by.
  init(
    csv file: String, label: String?, hasHeader: Bool, scale: Float, heldOut: Float, seed: UInt64
  ) throws {
    let table = try Table(file: file, hasHeader: hasHeader)
    let label = label ?? table.header[table.header.count - 1]
    let (names, indices) = try table.labels(label)
    let inputs = table.header.filter { $0.bytes != label.bytes }
    if inputs.isEmpty {
      throw UserError("\(file): found only the column \(label), expected inputs beside it")
    }
    if names.count < 2 {
      throw UserError(
        "\(file), column \(label): found \(quoted(names[0], marks: true)) in every row, expected two classes")
    }
    // Numbers by their size, then names by their bytes
    let order = names.indices.sorted {
      let (first, second) = (Int(names[$0]) ?? .max, Int(names[$1]) ?? .max)
      return first == second
        ? names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) : first < second
    }
    let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
    let y = indices.map { places[$0] ?? 0 }
    let all = try table.matrix(inputs) / scale
    var generator = SeededGenerator(seed: seed)
    let rows = generator.permutation(of: y.count)
    let held = min(Int((Float(y.count) * heldOut).rounded()), y.count - 1)
    let (kept, tested) = (rows.dropFirst(held).sorted(), rows.prefix(held).sorted())
    name = "csv"
    columns = inputs
    classes = order.map { names[$0] }
    self.scale = scale
    (X, self.y) = (all.rows(kept), kept.map { y[$0] })
    (testX, testY) = (all.rows(tested), tested.map { y[$0] })
  }
}

// MARK: - Options

extension DataSet {
  /// The options that name a data set. `usual`: the set that is taken when none is named.
  static func options(usual: String) -> [Option] {
    [
      Option(
        "set", value: "NAME",
        help:
          "mnist (5,000 digits of 28 × 28), digits (1,797 of 8 × 8), spiral or clouds; "
          + "\(usual) unless given"),
      Option("radius", value: "X", default: "5", help: "of the spiral"),
      Option("data", value: "PATH", help: "instead of --set: a folder with the full MNIST, or a CSV file"),
      Option("label", value: "NAME", help: "the column of a CSV file with the class; the last unless given"),
      Option("no-header", help: "the CSV file has no header; its columns are called 1, 2, …"),
      Option("scale", value: "X", default: "1", help: "divide a CSV file's inputs by X"),
      Option("held-out", value: "X", default: "0.2", help: "the share of a CSV file's rows to test by"),
    ]
  }

  init(_ arguments: Arguments, or usual: String, seed: UInt64) throws {
    let scale = try arguments.float("scale", in: .leastNormalMagnitude...Float.infinity)
    let heldOut = try arguments.float("held-out", in: 0...0.9)
    let radius = try arguments.float("radius", in: 1e-3...1e6)
    if arguments.optionalString("set") != "spiral" {
      try arguments.refuse("radius", because: "it is for --set spiral")
    }
    if arguments.optionalString("data").map(isFolder) ?? true {
      try arguments.refuse(
        "label", "no-header", "scale", "held-out", because: "it is for a CSV file of --data")
    }
    guard let path = arguments.optionalString("data") else {
      self = try DataSet(named: arguments.optionalString("set") ?? usual, seed: seed, radius: radius)
      return
    }
    if let name = arguments.optionalString("set") {
      throw UserError.usage("expected either --data or --set, found both: \(path) and \(name)")
    }
    self =
      try isFolder(path)
      ? DataSet(mnist: path)
      : DataSet(
        csv: path, label: arguments.optionalString("label"), hasHeader: !arguments.flag("no-header"),
        scale: scale, heldOut: heldOut, seed: seed)
  }

  private init(named name: String, seed: UInt64, radius: Float) throws {
    switch name {
    case "mnist": self = try .fewDigits()
    case "digits": self = try .smallDigits()
    case "spiral", "clouds": self = .points(name, seed: seed, radius: radius)
    default:
      throw UserError.usage(
        "option --set: expected mnist, digits, spiral or clouds, found \(quoted(name, marks: true))")
    }
  }
}

/// How many of the examples a network gets wrong, a line a part. Throws a `UserError` if its outputs are no numbers.
func errorLines(_ network: Network, _ data: DataSet) throws -> [String] {
  let parts = [("training error", data.X, data.y), ("test error    ", data.testX, data.testY)]
  return try parts.filter { !$0.2.isEmpty }.map { "\($0)  \(try errorText(network, $1, $2))" }
}

/// "7.62 % (762 of 10,000)"
private func errorText(_ network: Network, _ X: Matrix, _ y: [Int]) throws -> String {
  let guesses = try finite(network.scores(X), of: "the network").argmax()
  return share(zip(guesses, y).count { $0 != $1 }, of: y.count)
}
