"""Names of arguments as VBA takes them: VBA reserves words that are ordinary names in Python."""

from __future__ import annotations

from pycore.equations.definition import Definition

# [MS-VBAL] 3.3.5.2, reserved identifiers, in small letters: statement keywords, markers, operators, reserved
# names and types, special forms, literals, and words kept for implementations or for later.
_RESERVED = """
abs addressof and any array as attribute boolean byref byte byval call case cbool cbyte ccur cdate cdbl cdec
cdecl cdecimal cint circle clng clnglng clngptr close const csng cstr currency cvar cverr date debug decimal
declare defbool defbyte defcur defdate defdbl defint deflng deflnglng deflngptr defobj defsng defstr defvar
dim do doevents double each else elseif empty end endif enum eqv erase event exit false fix for friend
function get global go gosub goto if imp implements in input inputb int integer is lbound len lenb let lib
like line linput lock long longlong longptr loop lset me midb mod new next not nothing null object on open
option optional or paramarray preserve print private pset public put raiseevent redim rem resume return rset
scale seek select set sgn shared single spc static stop string sub tab then to true type typeof ubound
unlock until variant wend while with withevents write xor
"""
RESERVED = frozenset(_RESERVED.split())


def argument_names(definition: Definition) -> list[str]:
    """Return the names of a function's arguments for its wrapper: `function` becomes `function_`.

    >>> from pycore.functions.catalogue import EXPLAIN
    >>> argument_names(EXPLAIN)
    ['function_', 'arguments']
    """
    return [a.name + "_" if a.name.lower() in RESERVED else a.name for a in definition.arguments]
