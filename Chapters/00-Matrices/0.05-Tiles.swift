import ReadAlong

let tiles = Section("0.5") { page in
  try page.speed("tiles", of: "tiles", Ladder.inTiles)
  try page.bits("tiles-bits", of: Ladder.inTiles)
}
