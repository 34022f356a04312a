import Matrices

/// The numbers of deck B's slides "2D Convolutional Layer" and "Subsampling Layer".
enum DeckImage {
  static let bits: Matrix = [
    [1, 1, 1, 0, 0], [0, 1, 1, 1, 0], [0, 0, 1, 1, 1], [0, 0, 1, 1, 0], [0, 1, 1, 0, 0],
  ]
  static let cross: Matrix = [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
  static let laplace: Matrix = [[0, 1, 0], [1, -4, 1], [0, 1, 0]]
  static let toPool: Matrix = [[4, 3, 1, 3], [2, 4, 3, 2], [2, 3, 2, 1], [2, 1, 0, 1]]
}
