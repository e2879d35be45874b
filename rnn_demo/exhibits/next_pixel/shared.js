// Where the component with the weights leaves them for the others of the page.

export const KEY = "rnnLabNextPixel";
