import Foundation
import Support
import Testing

@testable import Formats

/// The files in `Data` hold what `Data/README.md` says of them.
@Suite struct DataTests {
  func mean(_ numbers: [Float]) -> Double {
    numbers.reduce(0) { $0 + Double($1) } / Double(numbers.count)
  }

  @Test(arguments: 1...4)
  func `Every set of Anscombe has the published means`(set: Int) throws {
    let anscombe = try Table(file: dataFile("anscombe.csv"))
    #expect(anscombe.rows.count == 11)
    let (x, y) = (try anscombe.column("x\(set)"), try anscombe.column("y\(set)"))
    #expect(mean(x) == 9)
    #expect(abs(mean(y) - 7.50) < 0.005)
    func sum(_ a: [Float], _ b: [Float]) -> Double {
      zip(a, b).reduce(0) { $0 + (Double($1.0) - mean(a)) * (Double($1.1) - mean(b)) }
    }
    #expect(sum(x, x) == 110)
    #expect(abs(sum(x, y) / 110 - 0.5) < 0.0005)
    let correlation = sum(x, y) / (110 * sum(y, y)).squareRoot()
    #expect((correlation * 1000).rounded() == (set == 4 ? 817 : 816))
  }

  @Test func `The Bible has 31,102 verses and 789,634 words beside their references`() throws {
    let verses = try readText(dataFile("kjv.txt.gz")).split(separator: "\n")
    #expect(verses.count == 31_102)
    #expect(verses.reduce(0) { $0 + $1.split(separator: " ").count - 1 } == 789_634)
  }

  @Test func `Iris has fifty flowers of each species, with the values of Fisher`() throws {
    let iris = try Table(file: dataFile("iris.csv"))
    let (names, indices) = try iris.labels("species")
    #expect(names == ["setosa", "versicolor", "virginica"])
    #expect(indices == [0, 1, 2].flatMap { [Int](repeating: $0, count: 50) })
    #expect(iris.rows[34] == ["4.9", "3.1", "1.5", "0.2", "setosa"])
    #expect(iris.rows[37] == ["4.9", "3.6", "1.4", "0.1", "setosa"])
    let flowers = try iris.matrix(["sepal_length", "sepal_width", "petal_length", "petal_width"])
    #expect((flowers.rows, flowers.columns) == (150, 4))
  }

  @Test func `Sacramento has 932 sales`() throws {
    let houses = try Table(file: dataFile("sacramento.csv")).matrix(["beds", "baths", "sqft", "price"])
    #expect(houses.rows == 932)
    #expect(Array(houses.values[..<4]) == [2, 1, 836, 59222])
  }

  @Test func `The small digits are 1797, each class as often as published`() throws {
    let digits = try Table(file: dataFile("digits.csv.gz"), hasHeader: false)
    let pixels = try digits.matrix((1...64).map(String.init))
    #expect(pixels.rows == 1797)
    #expect((pixels.values.min(), pixels.values.max()) == (0, 16))
    var counts = [Int](repeating: 0, count: 10)
    for label in try digits.column("65") { counts[Int(label)] += 1 }
    #expect(counts == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  }

  @Test func `The small MNIST has 500 images of each digit, sorted`() throws {
    let digits = try LabeledImages.mnist5k()
    #expect((digits.count, digits.rows, digits.columns) == (5000, 28, 28))
    #expect(digits.labels == (0...9).flatMap { [UInt8](repeating: $0, count: 500) })
    #expect(abs(mean(digits.matrix().values) - 0.1313196) < 1e-6)
  }
}

@Suite struct DataFolderTests {
  @Test func `A file is looked for in the folder given and nowhere else`() throws {
    try withTemporaryFolder { folder in
      #expect(throws: UserError("found no file iris.csv in \(folder)")) {
        try dataFile("iris.csv", in: folder)
      }
      try write("a\n1\n", folder + "/iris.csv")
      #expect(try dataFile("iris.csv", in: folder) == folder + "/iris.csv")
      #expect(throws: UserError("there is no folder \(folder)/no to look for iris.csv in")) {
        try dataFile("iris.csv", in: folder + "/no")
      }
    }
  }

  @Test func `A missing file is named with the folders looked in`() throws {
    let error = try #require(throws: UserError.self) { try dataFile("no-such.csv") }
    #expect(error.description.hasPrefix("found no file no-such.csv in Data"))
    #expect(!error.description.contains("download"))
  }

  @Test func `Only folders above that hold a package are looked in`() throws {
    try withTemporaryFolder { folder in
      try makeFolder(folder + "/package/between/current")
      try makeFolder(folder + "/other/Sources")
      try write("", folder + "/package/Package.swift")
      try write("", folder + "/other/Package.swift")
      #expect(
        dataFolders(current: folder + "/package/between/current", source: folder + "/other/Sources/a.swift")
          == ["Data", folder + "/package/Data", folder + "/other/Data"])
      #expect(
        dataFolders(current: folder + "/package", source: folder + "/package/between/a.swift") == ["Data"])
    }
  }
}
