import Figures
import Formats
import ReadAlong
import LinearRegression
import Matrices

/// House sales in Sacramento: bedrooms, bathrooms and square feet, and the price in thousands of dollars.
struct Houses {
  static let names = ["beds", "baths", "sqft"]
  let X: Matrix  // 932 × 3
  let y: [Float]

  init() throws {
    let table = try Table(file: dataFile("sacramento.csv"))
    X = try table.matrix(Houses.names)
    y = try table.column("price").map { $0 / 1000 }
  }
}

/// √(mean of squared errors) = √(2J): how far off a prediction typically is.
func typicalError(_ loss: Float) -> Float { (2 * loss).squareRoot() }
