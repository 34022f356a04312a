import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

/// Pictures to learn from, in the order in which they are shown, and others to be asked about.
struct Lesson {
  let X: Matrix  // pictures × 400
  let y: [Int]
  let testX: Matrix  // pictures × 400
  let testY: [Int]

  /// How many pictures are shown between two examinations.
  let step = 100

  private init(X: Matrix, y: [Int], testX: Matrix, testY: [Int]) {
    (self.X, self.y, self.testX, self.testY) = (X, y, testX, testY)
  }

  /// Two shapes, each in random sizes and places; 1 is the second. There are 1,000 new ones.
  init(shapes first: Shape, _ second: Shape, pictures: Int, using generator: inout SeededGenerator) {
    (X, y) = Shape.examples(pictures, of: first, or: second, areNew: false, using: &generator)
    (testX, testY) = Shape.examples(1000, of: first, or: second, areNew: true, using: &generator)
  }

  /// The same pictures, each moved so that its shape is in the middle of the field.
  func inTheMiddle() -> Lesson {
    Lesson(X: Lesson.centered(X), y: y, testX: Lesson.centered(testX), testY: testY)
  }

  private static func centered(_ X: Matrix) -> Matrix {
    var moved = Matrix(rows: X.rows, columns: X.columns)
    for i in 0..<X.rows {
      let lit = (0..<X.columns).filter { X[i, $0] > 0 }
      let (rows, columns) = (lit.map { $0 / fieldSide }, lit.map { $0 % fieldSide })
      guard let top = rows.min(), let bottom = rows.max(), let left = columns.min(), let right = columns.max()
      else { continue }
      let down = (fieldSide - 1 - bottom - top) / 2
      let across = (fieldSide - 1 - right - left) / 2
      for cell in lit { moved[i, cell + down * fieldSide + across] = 1 }
    }
    return moved
  }

  /// Two digits, all their images of the part of MNIST in Data; 1 is the second. A fifth are the others.
  init(digits first: Int, _ second: Int, using generator: inout SeededGenerator) throws {
    let images = try LabeledImages.mnist5k()
    let shown = images.labels.indices.filter { [first, second].contains(Int(images.labels[$0])) }
    let chosen = images.subset(generator.permutation(of: shown.count).map { shown[$0] })
    let pixels = chosen.matrix()
    let fields = Matrix(
      (0..<chosen.count).map { i in
        projected(Matrix(rows: chosen.rows, columns: chosen.columns, values: Array(pixels[row: i]))).values
      })
    let classes = chosen.labels.map { Int($0) == second ? 1 : 0 }
    let test = chosen.count / 5
    (X, y) = (fields.rows(test..<chosen.count), Array(classes[test...]))
    (testX, testY) = (fields.rows(0..<test), Array(classes[..<test]))
  }

  /// The field that is shown as number `i`.
  func picture(_ i: Int) -> Matrix {
    Matrix(rows: fieldSide, columns: fieldSide, values: Array(X[row: i]))
  }

  /// How many pictures were shown at each examination, when all are shown once.
  var presentations: [Float] { stride(from: step, through: y.count, by: step).map { Float($0) } }

  /// Shows all pictures once to a response unit that sees what `features` makes of them.
  func learn(features: (Matrix) -> Matrix) -> LearningCurves {
    let (A, testA) = (features(X), features(testX))
    var response = Layer(inputs: A.columns, outputs: 1)
    var average = Average(inputs: A.columns, outputs: 1)
    var curves = LearningCurves()
    for start in stride(from: 0, through: y.count - step, by: step) {
      let shown = start..<start + step
      train(
        &response, A.rows(shown), Array(y[shown]), TrainingSettings(epochs: 1, seed: nil),
        retire: { average.take($0, $1) })
      curves.last.append(response.accuracy(testA, testY))
      curves.average.append(average.mean.accuracy(testA, testY))
    }
    return curves
  }

  /// The share that the average gets right after all pictures were shown once: of the others, and of the first thousand
  /// that were shown.
  func learned(features: (Matrix) -> Matrix) -> (others: Float, shown: Float) {
    let A = features(X)
    var response = Layer(inputs: A.columns, outputs: 1)
    var average = Average(inputs: A.columns, outputs: 1)
    train(
      &response, A, y, TrainingSettings(epochs: 1, seed: nil), retire: { average.take($0, $1) })
    let (mean, first) = (average.mean, 0..<min(1000, y.count))
    return (mean.accuracy(features(testX), testY), mean.accuracy(A.rows(first), Array(y[first])))
  }
}

/// The share of the other pictures that are right, at each examination.
struct LearningCurves {
  var last: [Float] = []
  var average: [Float] = []
}
