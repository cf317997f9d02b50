-- Where a structure stands: by it the administrative court of an agent is known (the reference grid of courts). Null: nobody
-- said, and an act names no court. The codes are those of domain/people/department.ts.
alter table structure add column department text;
alter table structure add constraint structure_stands_somewhere check (department in (
  '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19',
  '2A', '2B', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36', '37',
  '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56',
  '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75',
  '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94',
  '95', '971', '972', '973', '974', '975', '976', '977', '978', '984', '986', '987', '988', '989'));
