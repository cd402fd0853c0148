package source

import (
	"go/ast"
	"go/token"
)

func (p *Package) add(file *File) {
	p.Files = append(p.Files, file)
	for _, declared := range file.AST.Decls {
		switch declaration := declared.(type) {
		case *ast.FuncDecl:
			p.addFunc(file, declaration)
		case *ast.GenDecl:
			p.addGroup(file, declaration)
		}
	}
}

func (p *Package) addFunc(file *File, function *ast.FuncDecl) {
	found := &Declaration{File: file, Func: function, Token: token.FUNC, Doc: function.Doc.Text()}
	switch {
	case function.Recv != nil:
		receiver := ReceiverName(function.Recv.List[0].Type)
		if p.Methods[receiver] == nil {
			p.Methods[receiver] = map[string]*Declaration{}
		}
		p.Methods[receiver][function.Name.Name] = found
	case function.Name.Name == "init":
		p.Inits = append(p.Inits, found)
	default:
		p.Names[function.Name.Name] = found
	}
}

func (p *Package) addGroup(file *File, group *ast.GenDecl) {
	var values []ast.Expr
	var typ ast.Expr
	for iota, spec := range group.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			doc := spec.Doc.Text()
			if doc == "" {
				doc = group.Doc.Text()
			}
			p.Names[spec.Name.Name] = &Declaration{File: file, Spec: spec, Token: token.TYPE, Doc: doc}
		case *ast.ValueSpec:
			if group.Tok == token.VAR || len(spec.Values) > 0 || spec.Type != nil {
				values, typ = spec.Values, spec.Type
			}
			for index, name := range spec.Names {
				p.Names[name.Name] = &Declaration{
					File: file, Spec: spec, Index: index, Iota: iota, Values: values, Type: typ,
					Token: group.Tok, Doc: spec.Doc.Text(),
				}
			}
		}
	}
}

// ReceiverName returns the name of a method's type, without pointer and type parameters.
func ReceiverName(expr ast.Expr) string {
	switch typ := expr.(type) {
	case *ast.StarExpr:
		return ReceiverName(typ.X)
	case *ast.ParenExpr:
		return ReceiverName(typ.X)
	case *ast.IndexExpr:
		return ReceiverName(typ.X)
	case *ast.IndexListExpr:
		return ReceiverName(typ.X)
	case *ast.Ident:
		return typ.Name
	}
	return ""
}
