// Training in its smallest form: one weight x and the loss x² + 3 (deck B, "Step 3: Minimize the loss").
//
//     loss          f(x)  = x² + 3
//     derivative    f'(x) = 2x
//     update        x ← x − α f'(x)

import Matrices

/// The one-weight problem of deck B.
public enum OneWeight {
  /// f(x) = x² + 3
  public static func loss(_ x: Float) -> Float { x * x + 3 }

  /// f'(x) = 2x
  public static func derivative(at x: Float) -> Float { 2 * x }

  /// The weight after 0, 1, … `steps` updates, each against the derivative.
  public static func descend(from start: Float, learningRate: Float, steps: Int) -> [Float] {
    require(0...1 << 24 ~= steps, "\(steps) steps")
    require(0..<Float.infinity ~= learningRate, "a learning rate of \(learningRate)")
    var path = [start]
    var x = start
    for _ in 0..<steps {
      x -= learningRate * derivative(at: x)
      path.append(x)
    }
    return path
  }
}
