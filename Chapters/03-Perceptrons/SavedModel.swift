import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

/// A trained layer as `train --save` writes it: a CSV file, one line an input and one for the biases.
///
/// A class has two columns: the weights as they are now, and what is kept of all weights there were. Inputs are
/// divided by their scale before they are multiplied by the weights.
struct SavedModel {
  enum Kind: String { case words, numbers }
  enum Variant: String, CaseIterable { case last, average, pocket }

  let kind: Kind
  let variant: Variant
  let inputs: [String]
  let classes: [String]
  let scales: [Float]  // inputs
  /// The weights that learn.
  var now: Layer
  /// For the average the sum of all weights there were, for the pocket the best.
  var kept: Layer
  var epochs = 0
  /// The examples that the weights in the sum answered, or the run of those in the pocket.
  var answered = 0
  /// By which the model was trained; nothing in a file that does not say.
  var recipe = ""
  /// Whether the last epoch passed without a mistake, which ends the training.
  var isSeparated = false

  /// An untrained layer: all weights zero.
  init(_ kind: Kind, _ variant: Variant, inputs: [String], classes: [String], scales: [Float]) {
    (self.kind, self.variant, self.inputs, self.classes) = (kind, variant, inputs, classes)
    self.scales = scales
    now = Layer(inputs: inputs.count, outputs: classes.count)
    kept = now
  }

  /// The layer to classify with.
  var answer: Layer {
    switch variant {
    case .last: now
    case .average: Average(sum: kept, answered: answered).mean
    case .pocket: kept
    }
  }

  /// The examples as the layer takes them. Throws a `UserError` for numbers that would be too large.
  func scaled(_ X: Matrix) throws -> Matrix {
    var scaled = X
    for i in 0..<X.rows {
      for j in 0..<X.columns {
        scaled[i, j] /= scales[j]
        guard abs(scaled[i, j]) <= 1e30 else {
          throw UserError(
            "example \(i + 1), \(quoted(inputs[j])): found \(X[i, j]), too large for the model's scale of \(scales[j])"
          )
        }
      }
    }
    return scaled
  }

  /// Throws unless the model has these inputs and classes.
  func expect(_ kind: Kind, _ variant: Variant, inputs: [String], classes: [String]) throws {
    guard self.kind == kind, areSame(self.classes, classes) else {
      throw UserError(
        "the saved model tells \(listed(self.classes)) apart by \(self.kind.rawValue), "
          + "expected \(listed(classes)) by \(kind.rawValue)")
    }
    guard self.variant == variant else {
      throw UserError("the saved model keeps \(self.variant.rawValue), --keep asks for \(variant.rawValue)")
    }
    guard areSame(self.inputs, inputs) else {
      throw UserError("the saved model learned from other \(kind == .words ? "texts" : "columns") than these")
    }
  }
}

// MARK: - As a file

extension SavedModel {
  /// Throws a `UserError` for a file that is not such a model.
  init(file: String) throws {
    let table = try ModelTable(file: file)
    kind = try table.value("kind", expected: "words or numbers", Kind.init)
    variant = try table.value("variant", expected: "last, average or pocket", Variant.init)
    epochs = try table.count("epochs")
    answered = try table.count("answered")
    if table.header.contains("recipe") { recipe = try table.text("recipe") }
    if table.header.contains("separated") {
      isSeparated = try table.value("separated", expected: "true or false", Bool.init)
    }
    inputs = table.inputs
    guard kind == .numbers || Set(inputs).count == inputs.count else {
      throw UserError("\(quoted(file)): found a word twice, expected each once")
    }
    // By bytes: an accent in the beginning of a name would make one character with the blank.
    let classes = table.header.filter { $0.utf8.starts(with: "now: ".utf8) }
      .map { String(Substring($0.utf8.dropFirst("now: ".utf8.count))) }
    if classes.count < 2 {
      throw UserError(
        "\(quoted(file)): found \(classes.count) columns \"now: …\", expected one for each class")
    }
    self.classes = classes
    scales = try table.positive("scale")
    func layer(_ name: String) throws -> Layer {
      let columns = try classes.map { try table.column("\(name): \($0)") }
      return Layer(
        weights: Matrix(Matrix(columns.map(\.inputs)).transposed), bias: columns.map(\.bias))
    }
    now = try layer("now")
    kept = try layer("kept")
  }

  /// To a name ending in .safetensors the weights alone, for inputs as they are in the data; else all of it.
  func save(to path: String) throws {
    if isWeightsFile(path) {
      var weights = answer.weights
      for j in 0..<weights.rows {
        for k in 0..<weights.columns { weights[j, k] /= scales[j] }
      }
      return try Safetensors(linear: weights, bias: answer.bias.values).write(to: path) {
        _ = try Layer(weights: $0)
      }
    }
    func columns(_ name: String, _ layer: Layer) -> [(String, [Float])] {
      classes.indices.map { k in
        ("\(name): \(classes[k])", layer.weights.column(k) + [layer.bias.values[k]])
      }
    }
    try ModelTable.write(
      inputs, columns: [("scale", scales + [1])] + columns("now", now) + columns("kept", kept),
      facts: [
        ("kind", kind.rawValue), ("variant", variant.rawValue), ("epochs", "\(epochs)"),
        ("answered", "\(answered)"), ("separated", "\(isSeparated)"), ("recipe", recipe),
      ], to: path
    ) { _ = try SavedModel(file: $0) }
  }
}

extension Layer {
  /// A layer of PyTorch's, `weight` and `bias`.
  init(weights path: String) throws {
    let (weights, bias) = try Safetensors(file: path).linear()
    self.init(weights: weights, bias: bias)
  }
}
