@testable import Formats
import Matrices
import Support
import Testing

@Suite struct CSVTests {
  func table(_ text: String, hasHeader: Bool = true) throws -> Table {
    try Table(text: text, named: "t.csv", hasHeader: hasHeader)
  }

  /// The sentence with which a text, or a use of its table, is refused.
  func refusal(_ text: String, hasHeader: Bool = true, of use: (Table) throws -> Void = { _ in }) throws
    -> String
  {
    try #require(throws: UserError.self) { try use(table(text, hasHeader: hasHeader)) }.description
  }

  @Test func `Header and rows are taken apart`() throws {
    let t = try table("a,b\n1,x\n2,y\n")
    #expect(t.header == ["a", "b"])
    #expect(t.rows == [["1", "x"], ["2", "y"]])
    #expect(try t.column("a") == [1, 2])
    #expect(try t.strings("b") == ["x", "y"])
  }

  @Test(arguments: [
    "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "\u{FEFF}a,b\n1,2\n3,4", "a,b\n1,2\n3,4\n\n \n\r\n",
    "a, b\n 1 ,2\t\n3, 4 \n", "\"a\",\"b\"\n\"1\" , \"2\"\n3,4",
  ])
  func `Line ends, byte order mark, blanks and quotes do not change the table`(text: String) throws {
    let t = try table(text)
    #expect(t.header == ["a", "b"])
    #expect(t.rows == [["1", "2"], ["3", "4"]])
  }

  @Test func `A quoted field keeps commas, quotes, blanks and newlines`() throws {
    let t = try table("a,b\n\" x, \"\"y\"\"\r\nz \",\"\"\n5\" disk,\"\"\"\"\n")
    #expect(t.rows == [[" x, \"y\"\r\nz ", ""], ["5\" disk", "\""]])
  }

  @Test func `Columns of a file without header are numbered`() throws {
    let t = try table("1,2\n3,4\n", hasHeader: false)
    #expect(t.header == ["1", "2"])
    #expect(try t.column("2") == [2, 4])
  }

  @Test func `A matrix has the columns asked for in their order`() throws {
    let t = try table("a,b,c\n1,2,3\n4,5e-1,-6\n")
    #expect(try t.matrix(["c", "a"]) == Matrix(rows: 2, columns: 2, values: [3, 1, -6, 4]))
    #expect(try t.matrix(["b"]) == Matrix(rows: 2, columns: 1, values: [2, 0.5]))
  }

  @Test func `Labels are numbered in order of first appearance`() throws {
    let (names, indices) = try table("k\nred\nblue\nred\ngreen\n").labels("k")
    #expect(names == ["red", "blue", "green"])
    #expect(indices == [0, 1, 0, 2])
  }

  @Test func `Rows of another length are refused`() throws {
    #expect(try refusal("a,b,c,d\n1,2,3,4\n1,2,3\n") == "t.csv, line 3: 3 fields where the header has 4")
    #expect(try refusal("a,b\n1,2,3\n") == "t.csv, line 2: 3 fields where the header has 2")
    #expect(try refusal("a,b\n1,2\n\n3,4\n") == "t.csv, line 3: 1 field where the header has 2")
    #expect(try refusal("1,2\n3\n", hasHeader: false) == "t.csv, line 2: 1 field where the first row has 2")
  }

  @Test func `Line numbers count the newlines within quotes`() throws {
    #expect(
      try refusal("a,b\n\"x\ny\r\nz\",1\n2\n") == "t.csv, line 5: 1 field where the header has 2")
    #expect(
      try refusal("a,\"b\nc\"\n1,2\nq,\"x\ny\"\n") { _ = try $0.column("a") }
        == "t.csv, line 4, column a: found \"q\", expected a finite number")
    #expect(
      try refusal("a,b\n\"x\ny\",1\n\"x\ny\",q\n") { _ = try $0.column("b") }
        == "t.csv, line 4, column b: found \"q\", expected a finite number")
  }

  @Test func `Bad quotes are refused`() throws {
    #expect(try refusal("a,b\n1,2\n3,\"x\ny\nz\n") == "t.csv, line 3: found a quote that never closes")
    #expect(try refusal("a,b\n1,\"") == "t.csv, line 2: found a quote that never closes")
    #expect(
      try refusal("a,b\n\"x\"y,2\n") == "t.csv, line 2: found text after a closing quote, expected a comma")
  }

  @Test(arguments: ["", "\n\r\n \n", "\u{FEFF}"])
  func `An empty file is refused`(text: String) throws {
    #expect(try refusal(text) == "t.csv is empty, expected rows")
  }

  @Test func `A header without rows or with a name twice is refused`() throws {
    #expect(try refusal("a,b\n\n") == "t.csv has a header but no rows")
    #expect(try refusal("a,b,a\n1,2,3\n") == "t.csv, line 1: found the column \"a\" twice")
  }

  @Test func `A missing column is refused with those there are`() throws {
    let expected = "t.csv has no column \"c\"; it has a, b"
    #expect(try refusal("a,b\n1,2\n") { _ = try $0.column("c") } == expected)
    #expect(try refusal("a,b\n1,2\n") { _ = try $0.strings("c") } == expected)
    #expect(try refusal("a,b\n1,2\n") { _ = try $0.labels("c") } == expected)
    #expect(try refusal("a,b\n1,2\n") { _ = try $0.matrix(["a", "c"]) } == expected)
  }

  @Test(arguments: ["x", "1x", "nan", "NaN", "inf", "-Infinity", "1e99", "0x", "1 2", "1;2", "١"])
  func `A field that is no finite number is refused`(field: String) throws {
    let expected = "t.csv, line 3, column b: found \"\(field)\", expected a finite number"
    #expect(try refusal("a,b\n1,2\n3,\(field)\n") { _ = try $0.column("b") } == expected)
    #expect(try refusal("a,b\n1,2\n3,\(field)\n") { _ = try $0.matrix(["a", "b"]) } == expected)
  }

  @Test func `An empty field is refused`() throws {
    #expect(
      try refusal("a,b\n1,2\n3,\n") { _ = try $0.column("b") }
        == "t.csv, line 3, column b: found nothing, expected a finite number")
    #expect(
      try refusal("a,b\n1,2\n3,\n") { _ = try $0.labels("b") }
        == "t.csv, line 3, column b: found nothing, expected a label")
  }

  @Test func `A file is read, packed or not, and named in errors`() throws {
    try withTemporaryFolder { folder in
      #expect(try Table(file: write(packedTable, folder + "/t.csv.gz")).column("b") == [2])
      let path = try write("a\n1\n2,3\n", folder + "/t.csv")
      #expect(throws: UserError("\(path), line 3: 2 fields where the header has 1")) { try Table(file: path) }
      #expect(throws: UserError("cannot read \(folder)/no.csv: No such file or directory")) {
        try Table(file: folder + "/no.csv")
      }
    }
  }
}

@Suite struct WrittenTableTests {
  @Test func `What is written is read back`() throws {
    let header = ["plain", "with, comma", " blank ", "tab\t", "quote\"", "line\r\nend", "\u{FEFF}mark"]
    let rows = [["a", "", "\"\"", " ", "\t", "\n", "ü"], ["1", "2", "3", "4", "5", "6", "7 "]]
    let table = try Table(text: Table.text(header: header, rows: rows), named: "t.csv")
    #expect(table.header == header)
    #expect(table.rows == rows)
    for fields in [[""], ["", ""], ["a\tb", "c"]] {
      #expect(try Table.fields(ofLine: Table.line(fields), named: "t") == fields)
    }
  }

  /// Scalars that join others to one character, begin a file, end a line, or mean something in a table or in JSON.
  @Test func `Whatever the characters, they come back as they were`() throws {
    let odd: [Unicode.Scalar] = [
      "a", "\"", ",", " ", "\t", "\n", "\r", "\0", "\\", "/", "\u{7F}", "\u{85}", "\u{301}", "\u{FEFF}",
      "\u{200D}",
      "\u{2028}", "\u{FFFE}", "\u{FFFF}", "\u{10FFFF}", "é", "e", "\u{1F1E9}", "\u{1F468}", "\u{1100}",
      "\u{1161}",
    ]
    var generator = SeededGenerator(seed: 11)
    func field() -> String {
      let count = generator.index(below: 5)
      return String(
        String.UnicodeScalarView((0..<count).map { _ in odd[generator.index(below: odd.count)] }))
    }
    func scalars(_ texts: [String]) -> [[Unicode.Scalar]] { texts.map { Array($0.unicodeScalars) } }
    try withTemporaryFolder { folder in
      for _ in 0..<2000 {
        let fields = [field(), field(), field()]
        let table = try Table(
          text: Table.text(header: ["1", "2", "3"], rows: [fields, fields]), named: "t.csv")
        #expect(table.rows.map(scalars) == [scalars(fields), scalars(fields)])
        #expect(try scalars(Table.fields(ofLine: Table.line(fields), named: "t")) == scalars(fields))
        let tensors = Safetensors(
          [fields[1]: Tensor(shape: [1], values: [1])], metadata: [fields[2]: fields[0]])
        if fields[1] == "__metadata__" { continue }
        try tensors.write(to: folder + "/t")
        let back = try Safetensors(file: folder + "/t")
        #expect(scalars(back.metadata.flatMap { [$0, $1] }) == scalars([fields[2], fields[0]]))
        #expect(scalars(Array(back.tensors.keys)) == scalars([fields[1]]))
      }
    }
  }

  @Test func `A number is a number to its last character`() {
    #expect(finiteNumber("3") == 3)
    for text in ["3\0junk", "nan", "inf", "1e39", "", "3 "] { #expect(finiteNumber(text) == nil, "\(text)") }
  }

  @Test func `A million columns are read in seconds`() throws {
    let names = (0..<200_000).map { "c\($0)" }.joined(separator: ",")
    let table = try Table(text: names + "\n" + names + "\n", named: "wide.csv")
    #expect(try table.strings("c199999") == ["c199999"])
    #expect(throws: UserError("wide.csv, line 1: found the column \"c0\" twice")) {
      try Table(text: names + ",c0\n" + names + ",\n", named: "wide.csv")
    }
  }
}
