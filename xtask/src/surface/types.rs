//! Types as a surface shows them: short names for items of the standard library and of this crate, and the path below
//! the API's module for generated ones.

use anyhow::{Result, bail};
use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{GenericArgument, GenericParam, Generics, PathArguments, ReturnType, Token, Type, TypeParamBound};

use super::tree::{SyntaxTree, Target};

/// Writes the types of one module.
pub struct Printer<'a> {
    /// Resolves the paths.
    pub tree: &'a SyntaxTree<'a>,
    /// The path of the module.
    pub module: &'a str,
}

impl Printer<'_> {
    /// Returns a type as text.
    pub fn ty(&self, ty: &Type) -> Result<String> {
        Ok(match ty {
            Type::Path(ty) if ty.qself.is_none() => self.path(&ty.path)?,
            Type::Reference(ty) => {
                let lifetime =
                    ty.lifetime.as_ref().map(|lifetime| format!("{lifetime} ")).unwrap_or_default();
                let mutable = if ty.mutability.is_some() { "mut " } else { "" };
                format!("&{lifetime}{mutable}{}", self.ty(&ty.elem)?)
            }
            Type::Paren(ty) => format!("({})", self.ty(&ty.elem)?),
            Type::Group(ty) => self.ty(&ty.elem)?,
            Type::Slice(ty) => format!("[{}]", self.ty(&ty.elem)?),
            Type::Tuple(ty) => self.tuple(&ty.elems)?,
            Type::ImplTrait(ty) => format!("impl {}", self.bounds(&ty.bounds)?),
            Type::TraitObject(ty) => format!("dyn {}", self.bounds(&ty.bounds)?),
            Type::Never(_) => "!".to_owned(),
            other => {
                bail!("the type `{}` is of a kind that the surface does not know", other.to_token_stream())
            }
        })
    }

    /// Returns the type that a function returns.
    pub fn output(&self, output: &ReturnType) -> Result<String> {
        match output {
            ReturnType::Default => Ok("()".to_owned()),
            ReturnType::Type(_, ty) => self.ty(ty),
        }
    }

    /// Returns a path with its arguments.
    pub fn path(&self, path: &syn::Path) -> Result<String> {
        let mut text = self.name(path)?;
        for (index, segment) in path.segments.iter().enumerate() {
            let last = index + 1 == path.segments.len();
            match &segment.arguments {
                PathArguments::None => {}
                arguments if last => text.push_str(&self.arguments(arguments)?),
                _ => bail!("`{}` has arguments before its last name", path.to_token_stream()),
            }
        }
        Ok(text)
    }

    /// Returns a path without its arguments.
    pub fn name(&self, path: &syn::Path) -> Result<String> {
        let (Target::Generated(path) | Target::Other(path)) = self.tree.resolve(self.module, path)?;
        Ok(path)
    }

    /// Returns generic parameters as declared, in angle brackets; empty if there are none.
    pub fn generics(&self, generics: &Generics) -> Result<String> {
        if let Some(clause) = &generics.where_clause {
            bail!("`{}` is a clause that the surface does not know", clause.to_token_stream());
        }
        let parameters = generics.params.iter().map(|parameter| match parameter {
            GenericParam::Lifetime(parameter) => Ok(parameter.lifetime.to_string()),
            GenericParam::Type(parameter) if parameter.bounds.is_empty() => Ok(parameter.ident.to_string()),
            GenericParam::Type(parameter) => {
                Ok(format!("{}: {}", parameter.ident, self.bounds(&parameter.bounds)?))
            }
            GenericParam::Const(parameter) => {
                Ok(format!("const {}: {}", parameter.ident, self.ty(&parameter.ty)?))
            }
        });
        let parameters = parameters.collect::<Result<Vec<_>>>()?;
        Ok(if parameters.is_empty() { String::new() } else { format!("<{}>", parameters.join(", ")) })
    }

    fn tuple(&self, types: &Punctuated<Type, Token![,]>) -> Result<String> {
        let types = types.iter().map(|ty| self.ty(ty)).collect::<Result<Vec<_>>>()?;
        Ok(match types.as_slice() {
            [one] => format!("({one},)"),
            _ => format!("({})", types.join(", ")),
        })
    }

    fn arguments(&self, arguments: &PathArguments) -> Result<String> {
        Ok(match arguments {
            PathArguments::None => String::new(),
            PathArguments::AngleBracketed(list) => {
                let list =
                    list.args.iter().map(|argument| self.argument(argument)).collect::<Result<Vec<_>>>()?;
                format!("<{}>", list.join(", "))
            }
            PathArguments::Parenthesized(list) => {
                let inputs =
                    list.inputs.iter().map(|input| self.ty(&input.ty)).collect::<Result<Vec<_>>>()?;
                format!("({}) -> {}", inputs.join(", "), self.output(&list.output)?)
            }
        })
    }

    fn argument(&self, argument: &GenericArgument) -> Result<String> {
        Ok(match argument {
            GenericArgument::Lifetime(lifetime) => lifetime.to_string(),
            GenericArgument::Type(ty) => self.ty(ty)?,
            GenericArgument::AssocType(item) => format!("{} = {}", item.ident, self.ty(&item.ty)?),
            GenericArgument::Const(syn::Expr::Lit(literal)) => literal.to_token_stream().to_string(),
            other => bail!(
                "the argument `{}` is of a kind that the surface does not know",
                other.to_token_stream()
            ),
        })
    }

    /// Returns the bounds of a type, joined by `+`.
    pub fn bounds(&self, bounds: &Punctuated<TypeParamBound, Token![+]>) -> Result<String> {
        let bounds = bounds.iter().map(|bound| match bound {
            TypeParamBound::Trait(bound) => {
                let maybe = if bound.maybe.is_some() { "?" } else { "" };
                Ok(format!("{maybe}{}", self.path(&bound.path)?))
            }
            TypeParamBound::Lifetime(lifetime) => Ok(lifetime.to_string()),
            other => {
                bail!("the bound `{}` is of a kind that the surface does not know", other.to_token_stream())
            }
        });
        Ok(bounds.collect::<Result<Vec<_>>>()?.join(" + "))
    }
}
