import Foundation

/// The path of a file in the project's `Data` folder, wherever the program was started.
///
/// With `folder` (the option `--data`) the file is looked for there and nowhere else. Without it: in
/// `Data` of the current folder, in `Data` beside every `Package.swift` above it, and in `Data` beside
/// the `Package.swift` that this source belongs to.
/// Throws a `UserError` naming the file and the folders looked in, and for a file of the package that was changed.
public func dataFile(_ name: String, in folder: String? = nil) throws -> String {
  try dataFile(firstOf: [name], in: folder)
}

/// The first of several names a file may go by, as `dataFile(_:in:)` finds it.
func dataFile(firstOf names: [String], in folder: String?) throws -> String {
  if let folder, !isFolder(folder) {
    throw UserError("there is no folder \(folder) to look for \(names[0]) in")
  }
  let isOurs = folder == nil
  let folders = folder.map { [$0] } ?? dataFolders()
  for folder in folders {
    for name in names where FileManager.default.fileExists(atPath: folder + "/" + name) {
      let path = folder + "/" + name
      if isOurs { try expectBundled(path, as: name) }
      return path
    }
  }
  throw UserError(
    "found no file \(names[0]) in \(folders.joined(separator: " or "))\(downloadHint(for: names[0]))")
}

/// The folders in which data may lie, the nearest first; below `current` they have short names.
func dataFolders(
  current: String = FileManager.default.currentDirectoryPath, source: String = #filePath
) -> [String] {
  let above = ancestors(of: current).filter(holdsPackage)
  let besideSource = ancestors(of: source).first(where: holdsPackage)
  var folders = ["Data"]
  for folder in above + [besideSource].compactMap(\.self) where folder != current {
    let data = (folder == "/" ? "" : folder) + "/Data"
    if !folders.contains(data) { folders.append(data) }
  }
  return folders
}

/// The folders above a path, from the nearest up to `/`; none above a working directory that was deleted.
package func ancestors(of path: String) -> [String] {
  guard path.hasPrefix("/") else { return [] }
  let parts = path.split(separator: "/").dropLast()
  return (0...parts.count).reversed().map { "/" + parts.prefix($0).joined(separator: "/") }
}

package func holdsPackage(_ folder: String) -> Bool {
  FileManager.default.fileExists(atPath: folder + "/Package.swift")
}

private func downloadHint(for name: String) -> String {
  let fetched = ["train-images", "train-labels", "t10k-images", "t10k-labels"]
  return fetched.contains(where: name.contains) ? "; the script Data/download fetches it" : ""
}

/// Whether a folder stands at the path.
public func isFolder(_ path: String) -> Bool {
  var isFolder: ObjCBool = false
  return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
}
