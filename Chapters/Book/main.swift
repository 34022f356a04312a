import Formats
import Foundation
import ReadAlong

let options = [
  Option("output", value: "DIR", help: "the folder; .build/book unless given"),
  Option("chapter", value: "N", help: "that page alone, while you work on it"),
  Option("static", help: "without live parts: needs no WebAssembly"),
  Option("exact", help: "live parts that have the terminal's bits in every browser, but slowly: for tests"),
]

func main() throws {
  let words = Array(CommandLine.arguments.dropFirst())
  if words.contains("--help") || words.contains("-h") {
    print(
      "usage: swift run book [options]\n\nWrites the book, which opens in a browser from where it lies.\n")
    for option in options {
      print(
        "  --"
          + (option.name + " " + (option.value ?? "")).padding(toLength: 14, withPad: " ", startingAt: 0),
        option.help)
    }
    return
  }
  let arguments = try Arguments(words, options: options)
  let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  let output = arguments.optionalString("output") ?? package + "/.build/book"
  let number = try arguments.optionalString("chapter").map { _ in try arguments.int("chapter", in: 0...99) }
  let book = try Book(package: package, output: output)
  if let number, !book.chapters.contains(where: { Int($0.id) == number }) {
    throw UserError.usage("option --chapter: there is no chapter \(number)")
  }
  try book.write(only: number, isStatic: arguments.flag("static"), exact: arguments.flag("exact")) {
    writeToStandardError($0 + "\n")
  }
  print("The book is written. Open \(quoted(URL(fileURLWithPath: output).path + "/index.html", limit: 5000))")
}

prepareForSignals(of: "book")
closeDoors()
do {
  try expectBeginning(CommandLine.arguments)
  try main()
  try expectStandardOutput()
} catch {
  writeToStandardError("book: \(error)\n")
  exit((error as? UserError)?.exitCode ?? 1)
}
