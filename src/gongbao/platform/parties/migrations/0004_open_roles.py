from django.db import migrations, models


class Migration(migrations.Migration):
    """Roles are named by rooms as they come: the table does not list them."""

    dependencies = [("parties", "0003_city_tax_roles")]

    operations = [
        migrations.AlterField("officerrole", "role", models.CharField(max_length=40)),
    ]
