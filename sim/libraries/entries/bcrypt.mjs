import bcrypt from 'bcrypt';

console.log(await bcrypt.hash('a password', 4));
