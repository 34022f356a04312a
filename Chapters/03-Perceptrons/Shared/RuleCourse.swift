// Rosenblatt's rule, correction by correction.

import Matrices
import Perceptrons

struct RuleCourse {
  let X: Matrix
  let y: [Int]
  /// Of the order of examples; nil keeps their own.
  let seed: UInt64?
  /// What each correction is multiplied by.
  let size: Float
  var layer = Layer(inputs: 2, outputs: 1)
  var epoch = 0
  var corrections = 0
  /// Of this epoch.
  var mistakes = 0
  /// Of the last epoch that was completed.
  var lastMistakes: Int?
  /// What is left of the epoch's order.
  var rest: ArraySlice<Int> = []

  var isDone: Bool { rest.isEmpty && lastMistakes == 0 }

  /// Shows the next example; its number and the answer.
  mutating func next() -> (example: Int, answer: Int) {
    if rest.isEmpty {
      (epoch, mistakes) = (epoch + 1, 0)
      rest = Array(0..<y.count)[...]
      if let seed {  // as `train` has it
        var generator = SeededGenerator(seed: seed, stream: epoch)
        rest = generator.permutation(of: y.count)[...]
      }
    }
    let i = rest.removeFirst()
    let x = Array(X[row: i])
    let answer = layer.classify(x)
    if answer != y[i] {
      layer.correct(x, error: layer.error(target: y[i], answer: answer).map { size * $0 })
      (corrections, mistakes) = (corrections + 1, mistakes + 1)
    }
    if rest.isEmpty { lastMistakes = mistakes }
    return (i, answer)
  }
}
