import Formats

/// How far a gradient is from central differences of the loss.
///
/// The slope along a parameter x is taken from four losses,
/// (8 (f(x+h) − f(x−h)) − (f(x+2h) − f(x−2h))) / 12h, which errs by h⁴ only, so that h can be large enough for
/// the rounding of the losses not to matter.
public struct GradientCheck: Sendable {
  /// The largest difference between the two, divided by the largest entry of either.
  public let error: Double
  /// The parameter with the largest difference.
  public let worst: Int
  /// The gradient there, and the slope by differences.
  public let found: Double
  public let expected: Double

  /// Compares `gradient` with the slopes of `loss` at `parameters`.
  ///
  /// Throws a `UserError` when gradient and slopes are all but zero, since that would prove nothing, and when
  /// a loss is not finite.
  ///
  /// - Parameters:
  ///   - step: h, for parameters of a size around 1.
  ///   - loss: the loss at other parameters, as many as given.
  public init(
    _ gradient: [Float], at parameters: [Float], step: Float = 0.01, loss: ([Float]) -> Float
  ) throws {
    precondition(
      gradient.count == parameters.count, "\(gradient.count) slopes for \(parameters.count) parameters")
    var largest = 0.0
    var worst = (index: 0, difference: -1.0, found: 0.0, expected: 0.0)
    for index in parameters.indices {
      let slope = try slope(along: index, at: parameters, step: step, loss: loss)
      let found = Double(gradient[index])
      largest = max(largest, abs(slope), found.isFinite ? abs(found) : 0)
      let difference = found.isFinite ? abs(found - slope) : .infinity
      if difference > worst.difference { worst = (index, difference, found, slope) }
    }
    guard largest > 1e-4 else {
      throw UserError("nothing to check: no slope is larger than \(largest)")
    }
    error = worst.difference / largest
    self.worst = worst.index
    found = worst.found
    expected = worst.expected
  }
}

private func slope(
  along index: Int, at parameters: [Float], step: Float, loss: ([Float]) -> Float
) throws -> Double {
  func moved(by distance: Float) throws -> (loss: Double, distance: Double) {
    var moved = parameters
    moved[index] += distance
    let loss = loss(moved)
    guard loss.isFinite else {
      throw UserError("the loss is \(loss) with parameter \(index) at \(moved[index]); expected a number")
    }
    return (Double(loss), Double(moved[index]))
  }
  let (right, left) = (try moved(by: step), try moved(by: -step))
  let (far, farLeft) = (try moved(by: 2 * step), try moved(by: -2 * step))
  let near = (right.loss - left.loss) / (right.distance - left.distance)
  let wide = (far.loss - farLeft.loss) / (far.distance - farLeft.distance)
  return (4 * near - wide) / 3
}
