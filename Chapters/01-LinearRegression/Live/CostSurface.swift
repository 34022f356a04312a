// The error's surface for the page: points, a start, steps down from it, and the ground around.

private struct Descent {
  var X: Matrix
  var y: [Float]
  var model = LinearModel(inputs: 1)
  var epochs = 0
}

nonisolated(unsafe) private var descent = Descent(X: Matrix(column: [0, 1]), y: [0, 0])

/// Takes points, x and y in turn. Gives the mean and deviation of x (0 and 1 if it is to stay raw), and of J the two
/// curvatures, the larger first, and, if there is one line with the least J, its intercept and slope.
@_expose(wasm, "takePoints") @_cdecl("takePoints")
public func takePoints(_ points: UnsafePointer<Float>, _ count: Int, _ isStandardized: Bool) {
  var X = Matrix(column: (0..<count).map { points[2 * $0] })
  let scaling = isStandardized ? Standardization(of: X) : Standardization(means: [0], deviations: [1])
  X = scaling.apply(to: X)
  descent = Descent(X: X, y: (0..<count).map { points[2 * $0 + 1] })
  let H = hessian(X)
  let (middle, half) = ((H[0][0] + H[1][1]) / 2, (H[0][0] - H[1][1]) / 2)
  let reach = (half * half + H[0][1] * H[1][0]).squareRoot()
  var facts = [
    scaling.means[0, 0], scaling.deviations[0, 0], Float(middle + reach), Float(middle - reach),
  ]
  if let best = try? closedForm(X, descent.y) { facts += [best.bias, best.weights[0, 0]] }
  give(facts)
}

/// Gives the intercept and the slope with which the chapter's descents begin.
@_expose(wasm, "firstGuess") @_cdecl("firstGuess")
public func firstGuess() {
  var generator = SeededGenerator(seed: 1)
  let model = LinearModel(inputs: 1, using: &generator)
  give([model.bias, model.weights[0, 0]])
}

/// Begins anew at this intercept and slope.
@_expose(wasm, "standAt") @_cdecl("standAt")
public func standAt(_ bias: Float, _ slope: Float) {
  descent.model = LinearModel(weights: [slope], bias: bias)
  descent.epochs = 0
}

/// Walks so many steps and returns true, and gives intercept and slope after each; or false, if training diverges, and
/// gives the letters of what it says.
@_expose(wasm, "walk") @_cdecl("walk")
public func walk(_ steps: Int, _ learningRate: Float) -> Bool {
  var path: [Float] = []
  let settings = TrainingSettings(learningRate: learningRate, epochs: descent.epochs + steps)
  do {
    try Lanes.train(&descent.model, descent.X, descent.y, settings, from: descent.epochs + 1) { epoch in
      path += [epoch.model.bias, epoch.model.weights[0, 0]]
      return true
    }
  } catch {
    give(error.description.utf8.map { Float($0) })
    return false
  }
  descent.epochs += steps
  give(path)
  return true
}

/// J here, and gives its slopes by intercept and slope.
@_expose(wasm, "lookAround") @_cdecl("lookAround")
public func lookAround() -> Float {
  let Z = descent.model.forward(descent.X)
  let gradient = backward(descent.X, Z, descent.y)
  give([gradient.bias, gradient.weights[0, 0]])
  return loss(Z, descent.y)
}

/// J of this intercept and slope.
@_expose(wasm, "height") @_cdecl("height")
public func height(_ bias: Float, _ slope: Float) -> Float {
  loss(LinearModel(weights: [slope], bias: bias).forward(descent.X), descent.y)
}

/// Gives J in the middle of every cell, from the largest slope down.
@_expose(wasm, "ground") @_cdecl("ground")
public func ground(
  _ b0: Float, _ b1: Float, _ w0: Float, _ w1: Float, _ rows: Int, _ columns: Int
) {
  give(
    (0..<rows * columns).map { cell in
      let (row, column) = (Float(cell / columns), Float(cell % columns))
      return height(
        b0 + (b1 - b0) * (column + 0.5) / Float(columns), w1 + (w0 - w1) * (row + 0.5) / Float(rows))
    })
}

/// The checksum of slope and intercept, as `train` prints it.
@_expose(wasm, "weightsChecksum") @_cdecl("weightsChecksum")
public func weightsChecksum() -> UInt64 {
  var sum = Checksum()
  sum.add(descent.model.weights.values)
  sum.add(descent.model.bias)
  return sum.value
}
