// The Mark I perceptron (deck F, "Rosenblatt Perceptron"; Rosenblatt, The perceptron, Psychological Review
// 65, 1958; Hay, Lynch and Smith, Mark I Perceptron Operators' Manual, 1960).
//
// 400 photocells in a field of 20 × 20 see a picture. Behind them stand 512 association units. Each is wired
// to a few photocells chosen at random: some wires excite it, some inhibit it. It fires if the light it gets
// reaches its threshold. This wiring never changes. A response unit sees which units fire, each through a
// weight, and answers 0 or 1. The weights were potentiometers, turned by motors: by Rosenblatt's rule.
//
//     a_u    = 1 if Σ_s x_s v_su ≥ θ, else 0          v_su: exciting wires less inhibiting ones from s to u
//     answer = 1 if Σ_u a_u w_u + b > 0, else 0
//
// Shapes:  X: examples × cells   V: cells × units   A: examples × units   w: units

import Matrices

/// The side of the field of photocells.
public let fieldSide = 20

/// The Mark I's first layer: units wired to photocells at random, once and for all.
public struct AssociationUnits: Equatable, Sendable {
  public let wiring: Matrix  // cells × units
  public let threshold: Float

  /// Wires each unit to cells chosen by chance; several wires may end at the same cell.
  ///
  /// - Parameters:
  ///   - exciting: how many wires of a unit add what their cell sees.
  ///   - inhibiting: how many take it away.
  ///   - threshold: θ, the sum from which on a unit fires.
  public init(
    cells: Int = fieldSide * fieldSide, units: Int = 512, exciting: Int = 10, inhibiting: Int = 10,
    threshold: Float = 2, using generator: inout SeededGenerator
  ) {
    require(cells > 0 && units > 0, "\(cells) cells and \(units) units")
    let fits = 0...1 << 20 ~= exciting && 0...1 << 20 ~= inhibiting
    require(fits, "\(exciting) exciting and \(inhibiting) inhibiting wires")
    require(!threshold.isNaN, "a threshold of \(threshold)")
    var wiring = Matrix(rows: cells, columns: units)
    for u in 0..<units {
      for _ in 0..<exciting { wiring[generator.index(below: cells), u] += 1 }
      for _ in 0..<inhibiting { wiring[generator.index(below: cells), u] -= 1 }
    }
    (self.wiring, self.threshold) = (wiring, threshold)
  }

  /// Which units fire, 1, and which do not, 0: examples × units.
  public func fire(_ X: Matrix) -> Matrix {
    X.times(wiring).map { $0 >= threshold ? 1 : 0 }
  }
}

/// Photocells, association units and one response unit.
public struct MarkI: Equatable, Sendable {
  public let association: AssociationUnits
  public var response: Layer  // units × 1

  public init(association: AssociationUnits) {
    self.init(association: association, response: Layer(inputs: association.wiring.columns, outputs: 1))
  }

  /// A machine whose response unit has learned.
  public init(association: AssociationUnits, response: Layer) {
    require(
      response.inputs == association.wiring.columns && response.outputs == 1,
      "\(response.inputs) inputs and \(response.outputs) outputs behind \(association.wiring.columns) units")
    (self.association, self.response) = (association, response)
  }

  /// The answer to each picture of X, examples × cells: 0 or 1.
  public func classify(_ X: Matrix) -> [Int] { response.classify(association.fire(X)) }

  /// What each cell does for the answer 1, seen through all wires: Σ_u v_su w_u, a field of 20 × 20.
  public func influence() -> Matrix {
    Matrix(rows: fieldSide, columns: fieldSide, values: association.wiring.times(response.weights).values)
  }
}
