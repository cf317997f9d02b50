// What a style sheet, a font or an image is to a component test: something that was named.
export default '';
