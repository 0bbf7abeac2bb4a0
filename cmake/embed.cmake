# Compiles files into a program (see api/base/asset.h).

# embed_file(target file): the bytes of `file` as asset_<symbol>, with a NUL behind them, and their
# number as asset_<symbol>_size. The symbol is the file's name, dots and dashes as underscores.
function(embed_file target file)
  get_filename_component(name ${file} NAME)
  string(REGEX REPLACE "[.-]" "_" symbol ${name})
  set(path ${PROJECT_SOURCE_DIR}/${file})
  set(source ${CMAKE_CURRENT_BINARY_DIR}/assets/${symbol}.S)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
".section .rodata
.global asset_@symbol@, asset_@symbol@_size
.balign 16
asset_@symbol@:
.incbin \"@path@\"
.Lend: .byte 0
.balign 8
asset_@symbol@_size: .quad .Lend - asset_@symbol@
.section .note.GNU-stack,\"\",%progbits
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS ${path})
  target_sources(${target} PRIVATE ${source})
endfunction()

# embed_files(target symbol files…): all of them as one table, `struct asset asset_<symbol>[]`, and
# its length, `size_t asset_<symbol>_count`. For 64-bit targets: a row is two pointers and a size.
function(embed_files target symbol)
  set(index 0)
  set(bytes "")
  set(rows "")
  set(depends "")
  foreach(file IN LISTS ARGN)
    get_filename_component(name ${file} NAME)
    set(path ${PROJECT_SOURCE_DIR}/${file})
    list(APPEND depends ${path})
    string(APPEND bytes
      ".Lname${index}: .asciz \"${name}\"\n"
      ".balign 16\n"
      ".Lbytes${index}: .incbin \"${path}\"\n"
      ".Lend${index}: .byte 0\n")
    string(APPEND rows ".quad .Lname${index}, .Lbytes${index}, .Lend${index} - .Lbytes${index}\n")
    math(EXPR index "${index} + 1")
  endforeach()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/assets/${symbol}.S)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
".section .rodata
.global asset_@symbol@_count
.balign 8
asset_@symbol@_count: .quad @index@
@bytes@
.section .data.rel.ro,\"aw\"
.global asset_@symbol@
.balign 8
asset_@symbol@:
@rows@
.section .note.GNU-stack,\"\",%progbits
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${depends}")
  target_sources(${target} PRIVATE ${source})
endfunction()
