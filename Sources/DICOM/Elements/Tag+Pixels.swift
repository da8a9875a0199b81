/// Tags of pictures and what describes them. PS3.3 sections C.7.6.3, C.9.2 and C.11.
extension Tag {
  /// (0028,0008).
  @inlinable public static var numberOfFrames: Tag { Tag(0x0028, 0x0008) }
  /// (0028,0010).
  @inlinable public static var rows: Tag { Tag(0x0028, 0x0010) }
  /// (0028,0011).
  @inlinable public static var columns: Tag { Tag(0x0028, 0x0011) }
  /// (0028,0101).
  @inlinable public static var bitsStored: Tag { Tag(0x0028, 0x0101) }
  /// (0028,0102).
  @inlinable public static var highBit: Tag { Tag(0x0028, 0x0102) }
  /// (0028,0120).
  @inlinable public static var pixelPaddingValue: Tag { Tag(0x0028, 0x0120) }
  /// (0028,0121).
  @inlinable public static var pixelPaddingRangeLimit: Tag { Tag(0x0028, 0x0121) }
  /// (0028,1050).
  @inlinable public static var windowCenter: Tag { Tag(0x0028, 0x1050) }
  /// (0028,1051).
  @inlinable public static var windowWidth: Tag { Tag(0x0028, 0x1051) }
  /// (0028,1052).
  @inlinable public static var rescaleIntercept: Tag { Tag(0x0028, 0x1052) }
  /// (0028,1053).
  @inlinable public static var rescaleSlope: Tag { Tag(0x0028, 0x1053) }
  /// (0028,3000).
  @inlinable public static var modalityLUTSequence: Tag { Tag(0x0028, 0x3000) }
  /// (0028,3002).
  @inlinable public static var lutDescriptor: Tag { Tag(0x0028, 0x3002) }
  /// (0028,3006).
  @inlinable public static var lutData: Tag { Tag(0x0028, 0x3006) }
  /// (0028,3010).
  @inlinable public static var voiLUTSequence: Tag { Tag(0x0028, 0x3010) }
  /// (0028,1101).
  @inlinable public static var redPaletteColorLookupTableDescriptor: Tag { Tag(0x0028, 0x1101) }
  /// (0028,1102).
  @inlinable public static var greenPaletteColorLookupTableDescriptor: Tag { Tag(0x0028, 0x1102) }
  /// (0028,1103).
  @inlinable public static var bluePaletteColorLookupTableDescriptor: Tag { Tag(0x0028, 0x1103) }
  /// (0028,1201).
  @inlinable public static var redPaletteColorLookupTableData: Tag { Tag(0x0028, 0x1201) }
  /// (0028,1202).
  @inlinable public static var greenPaletteColorLookupTableData: Tag { Tag(0x0028, 0x1202) }
  /// (0028,1203).
  @inlinable public static var bluePaletteColorLookupTableData: Tag { Tag(0x0028, 0x1203) }
  /// (0028,1221).
  @inlinable public static var segmentedRedPaletteColorLookupTableData: Tag { Tag(0x0028, 0x1221) }
  /// (0028,1222).
  @inlinable public static var segmentedGreenPaletteColorLookupTableData: Tag { Tag(0x0028, 0x1222) }
  /// (0028,1223).
  @inlinable public static var segmentedBluePaletteColorLookupTableData: Tag { Tag(0x0028, 0x1223) }
  /// (0042,0011).
  @inlinable public static var encapsulatedDocument: Tag { Tag(0x0042, 0x0011) }
  /// (7FE0,0001).
  @inlinable public static var extendedOffsetTable: Tag { Tag(0x7FE0, 0x0001) }
  /// (7FE0,0008).
  @inlinable public static var floatPixelData: Tag { Tag(0x7FE0, 0x0008) }
  /// (7FE0,0009).
  @inlinable public static var doubleFloatPixelData: Tag { Tag(0x7FE0, 0x0009) }

  /// Whether the group is one of the 16 overlay groups, 6000 to 601E. PS3.5 section 7.6.
  @inlinable public var isOverlay: Bool { group & 0xFFE1 == 0x6000 }

  /// The same element of the first group of a repeating group: `(6002,3000)` gives `(6000,3000)`.
  @inlinable public var inFirstOverlayGroup: Tag { Tag(0x6000, element) }

  /// (6000,0010).
  @inlinable public static var overlayRows: Tag { Tag(0x6000, 0x0010) }
  /// (6000,0011).
  @inlinable public static var overlayColumns: Tag { Tag(0x6000, 0x0011) }
  /// (6000,0015).
  @inlinable public static var numberOfFramesInOverlay: Tag { Tag(0x6000, 0x0015) }
  /// (6000,3000).
  @inlinable public static var overlayData: Tag { Tag(0x6000, 0x3000) }
}
