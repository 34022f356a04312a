/// Stops the program with `message` unless `condition` holds.
///
/// The standard library's `precondition` says nothing in optimized builds; here a wrong shape is told with
/// both shapes in every build.
@inlinable @inline(__always)
public func require(
  _ condition: @autoclosure () -> Bool, _ message: @autoclosure () -> String,
  file: StaticString = #fileID, line: UInt = #line
) {
  if !condition() { fatalError(message(), file: file, line: line) }
}

/// Stops the program unless a step of this length can be taken: gradient and memory have the weights' shape.
public func requireStep(_ learningRate: Float, _ W: Matrix, _ others: Matrix...) {
  require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
  for X in others {
    let fits = X.rows == W.rows && X.columns == W.columns && X.values.count == W.values.count
    require(fits, "\(W.shape) weights beside \(X.shape), \(X.values.count) values")
  }
}
