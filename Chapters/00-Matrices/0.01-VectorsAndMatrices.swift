import Matrices
import ReadAlong

let vectorsAndMatrices = Section("0.1") { page in
  let W: Matrix = [[3, 7], [4, 1]]
  let b: Matrix = [[0.5, 0.3]]
  try page.output("one-example") { out in
    let two = ([[1, 2]] as Matrix).times(W) + b
    let three = ([[1, 2, 3]] as Matrix).times([[3, 7], [4, 1], [1, 2]] as Matrix) + b
    out.line("two inputs     c = (\(two[0, 0]) \(two[0, 1]))")
    out.line("three inputs   c = (\(three[0, 0]) \(three[0, 1]))")
  }
  try page.output("many-examples") { out in
    let X: Matrix = [[1, 2], [0, 1], [-1, 3]]
    let Z = X.times(W) + b
    out.table(
      ["example", "x₁", "x₂", "z₁", "z₂"],
      (0..<X.rows).map { i in
        ["\(i + 1)"] + X[row: i].map { fixed($0, 0) } + Z[row: i].map { fixed($0, 1) }
      })
    let oneByOne = (0..<X.rows).flatMap { i in (X[rows: i..<i + 1].times(W) + b).values }
    out.line("same bits one by one   \(oneByOne == Z.values ? "yes" : "no")")
  }
}
