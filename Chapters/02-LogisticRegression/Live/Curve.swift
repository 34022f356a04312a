// A border that can bend, fitted to flowers in the page as the terminal's `curve` does.

private struct Examples {
  var X = Matrix(rows: 0, columns: 2)
  var y: [Float] = []
}

/// Two measures, their products up to a degree, and a logistic model on those; scalings measured on what is learned from.
private struct Curve {
  let degree: Int
  let measures: Standardization
  let products: Standardization
  let features: Matrix
  let learned: Examples
  let penalty: Penalty
  var model: LogisticModel
  var epochs = 0

  init(degree: Int, _ learned: Examples, _ penalty: Penalty) {
    measures = Standardization(of: learned.X)
    let raw = polynomialFeatures(measures.apply(to: learned.X), degree: degree)
    products = Standardization(of: raw)
    features = products.apply(to: raw)
    (self.degree, self.learned, self.penalty) = (degree, learned, penalty)
    model = LogisticModel(inputs: raw.columns)
  }

  func logits(_ X: Matrix) -> [Float] {
    model.forward(products.apply(to: polynomialFeatures(measures.apply(to: X), degree: degree)))
  }
}

nonisolated(unsafe) private var training = Examples()
nonisolated(unsafe) private var testing = Examples()
nonisolated(unsafe) private var curve: Curve?

private func examples(_ points: UnsafePointer<Float>, _ count: Int) -> Examples {
  Examples(
    X: Matrix(rows: count, columns: 2, values: (0..<2 * count).map { points[3 * ($0 / 2) + $0 % 2] }),
    y: (0..<count).map { points[3 * $0 + 2] })
}

/// Splits flowers (two measures and a label in turn): so many by chance are for the test. Gives the places of the others in the
/// order in which they are learned from, then those of the test.
@_expose(wasm, "splitFlowers") @_cdecl("splitFlowers")
public func splitFlowers(_ flowers: UnsafePointer<Float>, _ count: Int, _ test: Int, _ seed: UInt64) {
  let all = examples(flowers, count)
  var generator = SeededGenerator(seed: seed)
  let parts = split(count, testing: test, using: &generator)
  func chosen(_ rows: [Int]) -> Examples { Examples(X: all.X.rows(rows), y: rows.map { all.y[$0] }) }
  (training, testing) = (chosen(parts.training), chosen(parts.testing))
  give((parts.training + parts.testing).map { Float($0) })
}

/// Takes the reader's examples to learn from in the place of the flowers, in the order of the terminal; the test stays.
@_expose(wasm, "takePoints") @_cdecl("takePoints")
public func takePoints(_ points: UnsafePointer<Float>, _ count: Int, _ seed: UInt64) {
  let all = examples(points, count)
  var generator = SeededGenerator(seed: seed)
  let order = split(count, testing: 0, using: &generator).training
  training = Examples(X: all.X.rows(order), y: order.map { all.y[$0] })
}

/// Fits a curve to the first so many: by Newton's method, or, if there is a lasso, begins gradient descent. False if there is
/// no single best curve, and gives the letters of what it says.
@_expose(wasm, "fit") @_cdecl("fit")
public func fit(_ count: Int, _ degree: Int, _ l1: Float, _ l2: Float) -> Bool {
  let learned = Examples(X: Matrix(training.X[rows: 0..<count]), y: Array(training.y[..<count]))
  var fitted = Curve(degree: degree, learned, Penalty(l1: l1, l2: l2))
  curve = nil
  do {
    if l1 == 0 { try trainByNewton(&fitted.model, fitted.features, learned.y, l2: l2, tolerance: 1e-6) }
    curve = fitted
    return true
  } catch {
    give(error.description.utf8.map { Float($0) })
    return false
  }
}

/// So many epochs of gradient descent at a rate of 0.2; false if it diverges.
@_expose(wasm, "descend") @_cdecl("descend")
public func descendCurve(_ epochs: Int) -> Bool {
  guard var fitted = curve else { return false }
  let settings = TrainingSettings(
    learningRate: 0.2, epochs: fitted.epochs + epochs, penalty: fitted.penalty)
  do {
    try Lanes.train(&fitted.model, fitted.features, fitted.learned.y, settings, from: fitted.epochs + 1)
    fitted.epochs += epochs
    curve = fitted
    return true
  } catch {
    give(error.description.utf8.map { Float($0) })
    return false
  }
}

/// Gives J and the share right of what was learned from and of the test, how many weights are not 0, and their number.
@_expose(wasm, "measure") @_cdecl("measure")
public func measure() {
  guard let curve else { return give([]) }
  var found: [Float] = []
  for examples in [curve.learned, testing] {
    let Z = examples.y.isEmpty ? [] : curve.logits(examples.X)
    found +=
      Z.isEmpty
      ? [.nan, .nan] : [crossEntropy(Z, examples.y), Confusion(Z.map { sigmoid($0) }, examples.y).accuracy]
  }
  let weights = curve.model.weights.values
  give(found + [Float(weights.count { $0 != 0 }), Float(weights.count)])
}

/// Gives z, the logit, in the middle of every cell of a rectangle, row by row from the largest y down.
@_expose(wasm, "look") @_cdecl("look")
public func look(_ x0: Float, _ x1: Float, _ y0: Float, _ y1: Float, _ cells: Int) {
  guard let curve else { return give([]) }
  var places = Matrix(rows: cells * cells, columns: 2)
  for cell in 0..<cells * cells {
    places[cell, 0] = x0 + (x1 - x0) * (Float(cell % cells) + 0.5) / Float(cells)
    places[cell, 1] = y1 + (y0 - y1) * (Float(cell / cells) + 0.5) / Float(cells)
  }
  give(curve.logits(places))
}

/// Gives the weights, the bias; the means of the two measures, their deviations; those of the products.
@_expose(wasm, "parameters") @_cdecl("parameters")
public func parameters() {
  guard let curve else { return give([]) }
  let scalings = [curve.measures, curve.products].flatMap { $0.means.values + $0.deviations.values }
  give(curve.model.weights.values + [curve.model.bias] + scalings)
}

/// The checksum of weights and bias, as `curve` prints it.
@_expose(wasm, "weightsChecksum") @_cdecl("weightsChecksum")
public func weightsChecksum() -> UInt64 {
  var sum = Checksum()
  sum.add(curve?.model.weights.values ?? [])
  sum.add(curve?.model.bias ?? 0)
  return sum.value
}
